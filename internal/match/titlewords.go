package match

import (
	"strings"
	"sync"

	"github.com/sekifuda/sekifuda/internal/script"
)

// titleWord reports whether a folded word of a person's name is a form of
// address, a rank, an office or a degree, and hardly ever a name: it may be
// dropped where something is left.
func titleWord(w string) bool { return titleTable().certain[w] }

// maybeTitle reports whether a folded word is a title in some names and a name
// in others (Sheikh, King, Mirza). It may stay unanswered at little cost, but
// it is compared like any other word. No word is both this and a titleWord.
func maybeTitle(w string) bool { return titleTable().possible[w] }

// trimHonorific takes one honorific off the end of a word in Han, kana or
// Hangul, which are written without a space: 様, 先生, 씨. A word that is
// nothing else stays.
func trimHonorific(w string) string {
	if w == "" || w[0] < 0x80 {
		return w
	}
	for _, end := range titleTable().endings {
		if rest, ok := strings.CutSuffix(w, end); ok && len(rest) >= len("山") {
			return rest
		}
	}
	return w
}

// suffixOf gives one spelling to what tells the generations of a family apart:
// "jr", "sr", "ii", "iii", "iv", "v". Unlike a title it distinguishes: father
// and son bear the same name otherwise. False for any other word.
func suffixOf(w string) (string, bool) {
	s, ok := titleTable().generations[w]
	return s, ok
}

type titleTables struct {
	certain, possible map[string]bool
	generations       map[string]string
	endings           []string
}

var titleTable = sync.OnceValue(func() *titleTables {
	t := &titleTables{generations: map[string]string{}}
	t.certain, t.possible = foldedSet(certainTitles), foldedSet(possibleTitles)
	for _, line := range strings.Split(strings.TrimSpace(generationWords), "\n") {
		words := script.Words(line)
		for _, w := range words {
			t.generations[w] = words[0]
		}
	}
	t.endings = script.Words(honorificEndings)
	return t
})

// foldedSet has the words as names have them after folding.
func foldedSet(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(text) {
		if folded := script.Words(w); len(folded) == 1 {
			m[folded[0]] = true
		}
	}
	return m
}

// generationWords: one meaning a line, the first word stands for it.
const generationWords = `
jr junior jnr filho fils hijo figlio младший мл molodshyi молодший
sr senior snr sen pere padre pai старший ст
ii 2nd
iii 3rd
iv 4th
v 5th
vi 6th
neto nieto
sobrinho
`

// honorificEndings, the longest first. 博士 is a given name too, and in kana
// サン ends as many names (ハサン) as it follows.
const honorificEndings = `先生様 총비서 大先生 선생님 위원장 先生 女士 小姐 夫人 同志 閣下 殿下 陛下 教授 선생 여사 박사 교수 사장 회장 총리 동지 장군 대통령 様 殿 氏 님 씨`

// certainTitles are no names, or so rarely that the title is far commoner.
const certainTitles = `
mr mrs ms miss mister missus mx messrs dr doctor prof professor sir madam madame mme mmes mlle mademoiselle monsieur
phd dphil mba bsc msc llb llm esq esquire cpa ceng obe mbe cbe kbe mp mep qc kc dds dvm edd ret retd
president chairman chairwoman chairperson minister ambassador governor senator congressman
congresswoman commissioner chancellor excellency honourable honorable honble rt reverend rev fr father monsignor msgr archbishop
metropolitan patriarch rabbi rabi
lieutenant lt ltgen ltcol col colonel maj majgen brig brigadier captain capt cpt commander cmdr
commodore admiral adm vadm radm sergeant sgt corporal cpl pvt commandant inspector superintendent
herr frau fraulein herrn lic rer habil hc freiherr freifrau freiin grafin
senor senora senorita sra srta licenciado licenciada ingeniero doctora arq cmdte comandante coronel capitan
teniente sargento presidente gobernador diputado
signor signora signorina sig sigra dott dottor dottore dottoressa dottssa avv avvocato ragioniere ingegnere commendatore onorevole
senhor senhora exmo exma doutor doutora engenheiro
maitre docteur professeur prasident prasidentin praesident generalleutnant generalmajor oberst oberstleutnant hauptmann
meneer mevrouw dhr mevr ir mej jonkheer
pani mgr mudr judr phdr rndr bc csc gospodin gospodja gospodina gospodine gospoda grazhdanin grazhdanka tovarishch
polkovnik podpolkovnik kapitan leytenant starshina
hanim hazretleri
shiekh
haji hajji hadji hajj alhaji alhaja hajjah hajah hajia hadj hj hjh
mullah mawlana maulvi mawlawi maulavi moulvi mawlavi mowlawi moulana allama akhond ayatollah ayatullah hojatoleslam
hujjatulislam hojjatoleslam ustad ustadh ustaz oustaz eng engr engineer muhandis mohandes
highness hrh majesty
shri smt shrimati shriman thiru thirumathi tmt srimati janab mohtarma alhajj
dato datuk datin puan encik cik tuan kiai kyai ustazah tunku
phra phraya sayadaw ashin
bapak ibu kapten letnan mayjen letjen brigjen kolonel jenderal
atty brgy
mzee mwalimu ndugu otunba barrister
様 氏 殿 君様 さん さま くん ちゃん 先生 教授 社長 会長 部長 課長 大臣 首相 大統領 閣下 殿下 陛下
女士 小姐 太太 夫人 同志 主席 总理 總理 总统 總統 部长 将军 將軍 老师 老師
씨 님 선생 선생님 여사 박사 교수 사장 회장 위원장 총리 대통령 동지 장군
господин госпожа господа гражданин гражданка товарищ доктор профессор генерал полковник подполковник майор капитан лейтенант президент министр пан пані
др проф акад академик адмирал маршал
الشيخ شيخ الحاج حاج السيد سيد السيدة سيدة الدكتور دكتور الأستاذ أستاذ المهندس مهندس العقيد العميد اللواء الفريق الملا ملا مولوي الإمام جناب آقای خانم
מר גב גברת דר פרופ פרופסור הרב רב אלוף
श्री श्रीमती सुश्री कुमारी डॉ डॉक्टर प्रो प्रोफेसर जी साहब पंडित स्वामी
นาย นาง นางสาว ดร รศ ผศ พลเอก พลโท พลตรี พันเอก คุณ หม่อม
κα κος κυριος κυρια κυρία κύριος δρ καθηγητης
বেগম জনাব ডাঃ ডঃ
`

// possibleTitles are titles and names as well.
const possibleTitles = `
king queen prince duke earl baron count lord bishop dean judge pope abbot monk deacon knight squire page marquis viscount chief master
sayyid sayed syed seyed seyyed sayid said sidi sayyed sayyida sayeda seyit saiyid sharif sherif shareef
mirza khan shah beg baig bek sultan malik melik amir emir ameer rais wali qazi kazi kadi qadi hakim hafiz hafez hafidh ghazi hadi mir agha aga aqa
khawaja khwaja khoja hodja hoxha sardar sirdar chaudhry nawab raja rajah rana rao thakur lala babu bibi bi khatun khanum khanim khanom banu
singh kaur sant baba bhai bhagat lal das devi
maung ma daw ko u saw sai nan naw mahn
mang st saint san santa sao
ras dejazmach ato weizero woizero woyzero

博士 君 公 翁 生 王
군 양 왕
шейх хаджи мулла имам султан эмир хан шах мирза бей паша
أمير سلطان خان شاه ميرزا بيك باشا شريف قاضي حافظ
khalifa caliph
imam alim begum kumari gen don dona dame lady graf ritter edler major marshal hon pastor guru swami pandit pt sri pasa pasha efendi effendi hoca molla mollah mulla akhund akhundzada maulana shaykh sheikh sheik shaikh cheikh chekh sheikha shaykha raden sahib sahab saheb ing selvi sayin bayan officer private cadet general tun teuku tengku mayor royal cavaliere mufti qari barr dipl luang baroness countess duchess princess mst mosammat
`
