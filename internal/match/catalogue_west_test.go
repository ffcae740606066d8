package match

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Arabic and Persian: articles, servants' names, sons and fathers, letter forms.
func TestArabicPersons(t *testing.T) {
	testHubs(t, entity.Person, []hub{
		{"عبد الرحمن السليمي", "عبدالرحمن السليمي|عبد الرحمٰن السليمي|Abd al-Rahman al-Sulaymi|Abdulrahman Sulaymi|Abdur Rahman Al Sulaimi|Abdel Rahmane Soleimi", "عبد الرحيم السليمي|عبد الرحمن السعدي|Abd al-Rahim al-Sulaymi|Abd al-Rahman al-Saadi"},
		{"Abd al-Rahman Sulaymi", "Abdulrahman Sulaymi|Abdur Rahman Sulaymi|Abdurrahman Sulaymi|Abdel-Rahman Soleymi|Abdul Rahman al-Sulaymi", "Abd al-Rahim Sulaymi|Abd al-Karim Sulaymi|Abd al-Rahman Tamimi"},
		{"ناصر القذافي", "Nasser Qaddafi|Nasir Gaddafi|Nasser al-Qadhafi|Naser Kadhafi|Nasser Gheddafi", "Yasir Qaddafi|Nasser Karimi"},
		{"محمد السيار", "Mohammed al-Sayyar|Muhammad Al Sayyar|Mohamad Sayyar|Mohamed El Sayar", "Mahmoud al-Sayyar|Mohammed al-Sabbar|محمود السيار"},
		{"يحيى العلوي", "يحيي العلوي|Yahya al-Alawi|Yahia El Alaoui", "Yusuf al-Alawi"},
		{"أكرم إبراهيم", "اكرم ابراهيم|Akram Ibrahim", "Akram Ismail"},
		{"فاطمة كريمی", "فاطمه كريمي|Fatima Karimi|Fatemeh Karimi", "Farida Karimi"},
		{"رضـا ک\u200cریمی", "رضا كريمي|رِضا کریمی|Reza Karimi", "Ali Karimi"},
		{"طارق بن عمر الوادي", "Tarik bin Omar al-Wadi|Tariq ibn Umar Al-Wadi|طارق الوادي", "Tarik bin Salim al-Nahri"},
		{"Abu Tarik al-Wadi", "Abou Tariq Al Wadi", "Tarik al-Nahri"},
		{"Osman bin Ladir", "Osman ibn Ladir|Osman Ben Ladir|Uthman bin Ladir|Ladir, Osman bin", "Omar bin Ladir|Osman bin Tarif"},
	})
}

// Cyrillic: the systems of romanisation, of Russian and Ukrainian; sexes and fathers.
func TestCyrillicPersons(t *testing.T) {
	testHubs(t, entity.Person, []hub{
		{"Лев Щербаков", "Lev Shcherbakov|Lev Ščerbakov|Lew Schtscherbakow|Lev Shherbakov|Lev Scherbakov|Щербаков, Лев|SHCHERBAKOV Lev", "Oleg Shcherbakov|Lev Scherbina|Лев Щербина"},
		{"Егор Хвощёв", "Егор Хвощев|Egor Khvoshchev|Jegor Chwoschtschow|Yegor Khvoshchyov", "Igor Khvorostin|Егор Хворов"},
		{"Юрий Ельцов", "Yury Yeltsov|Jurij Jelzow|Iurii Eltsov|Yuri Yeltsov", "Yury Yershov|Юрий Ершов"},
		{"Максим Зеленский", "Максим Зеленський|Maksim Zelensky|Maksym Zelenskyy|Maxim Zelenskiy", "Roman Zelensky|Maksim Zorin-Orlov"},
		{"Иван Петрович Сорин", "Иван Сорин|Ivan Petrovich Sorin|Ivan Sorin|Сорин Иван Петрович", "Иван Иванович Сорин|Ivan Ivanovich Sorin|Иван Максимович Сорин|Пётр Иванович Сорин"},
		{"Ivan Petrovich Sorin", "Ivan Sorin|Sorin Ivan Petrovich|Ivan Petrovič Sorin|Iwan Petrowitsch Sorin", "Ivan Maksimovich Sorin|Ivan Ivanovich Sorin|Petr Ivanovich Sorin|Ivan Pavlovich Sorin"},
		{"Иван Петрович Вострогоров", "Вострогоров И. П.|Vostrogorov I. P.", "Вострогоров И. М.|Vostrogorov A. P."},
		{"Вера Лестова", "Vera Lestova|ЛЕСТОВА Вера", "Вера Пестрова|Нина Лестова|Nina Lestova"},
		{"Евгений Лестов", "Yevgeny Lestov|Evgenij Lestov", "Евгения Лестова|Evgenia Lestova"},
		{"Хокуто Ямабэ", "Hokuto Yamabe|Khokuto Yamabe", "Minato Yamabe"},
	})
}

// Indian names, and the scripts that are read by a table only.
func TestIndianAndOtherPersons(t *testing.T) {
	testHubs(t, entity.Person, []hub{
		{"नरेन्द्र चौधरी", "नरेंद्र चौधरी|Narendra Chaudhari|Narender Choudhury|Chaudhary Narendra", "Surendra Chaudhari|Narendra Sharma|राजेन्द्र शर्मा"},
		{"Narendra Choudhury", "Narender Chowdhury|Narendra Chaudhry|Narendra Chaudhuri", "Surendra Choudhury|Narendra Kumar"},
		{"S. Ramalingaswamy", "Ramalingaswamy S.|S Ramalingaswamy", "K. Ramalingaswamy|S. Ramachandran"},
		{"Νίκος Μαραθώνης", "Nikos Marathonis|ΝΙΚΟΣ ΜΑΡΑΘΩΝΗΣ", "Petros Marathonis"},
		{"Գեւորգ Մարտունյան", "Gevorg Martunyan", "Hakob Martunyan"},
		{"გიორგი ვარდიშვილი", "Giorgi Vardishvili", "Davit Vardishvili"},
		{"יעקב שורקי", "Yaakov Shorki|Jacob Shorki|Yaacov Shorky", "Yosef Shorki|יוסף שורקי"},
	})
}

// Names in Latin letters: particles, marks, sons and fathers, two surnames.
func TestLatinPersons(t *testing.T) {
	testHubs(t, entity.Person, []hub{
		{"Gabriel García Montero", "Gabriel Garcia Montero|Gabriel García|GARCÍA MONTERO, Gabriel", "Gabriel Pérez Montero|Rafael García Montero"},
		{"María José García", "Maria Jose Garcia|María-José García", "María José Pérez|María Elena García"},
		{"Halla Guðmundsdóttir", "Halla Gudmundsdottir|HALLA GUDMUNDSDÓTTIR", "Sigrún Guðmundsdóttir|Halla Haraldsdóttir"},
		{"Ossian Haraldsson", "Ossian Haraldson", "Magnus Haraldsson"},
		{"Pieter van Holm", "van Holm, Pieter|Pieter Holm|Pieter Van Holm|P. van Holm-Pieter", "Jan van Holm|Pieter van Dalen"},
		{"Patrick O'Marran", "Patrick OMarran|Patrick O Marran|O’Marran, Patrick", "Sean O'Marran"},
		{"Angus McTarvish", "Angus MacTarvish|Angus Mc Tarvish", "Angus McDarren|Ewan McTarvish"},
		{"Jörg Müllner", "Joerg Muellner|Jorg Mullner|MÜLLNER Jörg", "Karl Müllner|Jörg Hellwig"},
		{"Karl Großmann", "Karl Grossmann|KARL GROSSMANN", "Karl Bergmann"},
		{"Kåre Østvik", "Kare Ostvik|Kaare Oestvik", "Kåre Norvik|Gunnar Østvik"},
		{"Łukasz Żarnecki", "Lukasz Zarnecki", "Lukasz Czarnota|Marek Zarnecki"},
		{"İbrahim Yıldırgan", "Ibrahim Yildirgan", "İsmail Yıldırgan"},
		{"Marek Ostrowan Jr.", "Marek Ostrowan Junior", "Marek Ostrowan Sr.|Marek Ostrowan III"},
		{"William Ostrowan", "Bill Ostrowan|Will Ostrowan", "Wilma Ostrowan|Walter Ostrowan"},
		{"Сlark Оstrowan", "Clark Ostrowan", ""}, // С and О are Cyrillic
		{"Christopher Montgomery-Vale", "Cristopher Montgomery-Vale|Christopher Montgomary Vale", "Christian Montgomery-Vale|Christina Montgomery-Vale"},
		{"Maria Petersen", "María Petersen", "Mario Petersen|Marina Petersen"},
		{"Daniel Ostrowan", "Ostrowan, Daniel", "Daniela Ostrowan|Danilo Ostrowan"},
	})
}
