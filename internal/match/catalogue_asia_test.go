package match

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Japanese persons: readings, spellings of romaji, forms of characters, order.
func TestJapanesePersons(t *testing.T) {
	testHubs(t, entity.Person, []hub{
		{"青葉 健", "アオバ ケン|ｱｵﾊﾞ ｹﾝ|あおば けん|アオバ タケル|Aoba Ken|Takeru Aoba|AOBA Takeshi|Aoba, Ken", "Aoba Hiroshi|アオバ ヒロシ|Wakaba Ken|Hiroshi Aoba"},
		{"大野 北斗", "Ono Hokuto|Ohno Hokuto|Oono Hokuto|Ōno Hokuto|Ôno Hokuto|Hokuto ONO", "Kono Hokuto|Ono Minato|大野 南斗"},
		{"小野 北斗", "Ono Hokuto|Hokuto Ono", "Ono Minato"},
		{"妹尾 北斗", "Senoo Hokuto|Seno Hokuto|Hokuto SENOO", "Kano Hokuto"},
		{"松浦 北斗", "Matsuura Hokuto|Matsura Hokuto", "Matsuda Hokuto"},
		{"南部 北斗", "Nambu Hokuto|Nanbu Hokuto|ナンブ ホクト", "Kitabe Hokuto"},
		{"山辺 新一", "Shinichi Yamabe|Shin'ichi Yamabe|Sin'iti Yamabe|Shin-ichi Yamabe|ヤマベ シンイチ", "Kenichi Yamabe|Shinji Yamabe"},
		{"服部 純", "Hattori Jun|Hattori Zyun|ハットリ ジュン", "Hattori Ken|Hattori Ryo"},
		{"ハッチョウ ミナト", "Hatcho Minato|Haccho Minato|Hatchou Minato", "Hacho Kenta"},
		{"渡邉 凛", "渡邊凛|渡辺凛|Watanabe Rin|Rin WATANABE|ワタナベ リン", "Watanabe Ran|Tanabe Rin|渡部蘭"},
		{"斎藤 凛", "斉藤凛|齋藤凛|齊藤 凛|Saito Rin|Saitoh Rin|Rin Saitou", "Sato Rin|佐藤凛"},
		{"澤田 凛", "沢田凛|Sawada Rin", "Samada Ren"},
		{"廣瀬 凛", "広瀬凛|Hirose Rin", "Hirano Rin"},
		{"國分 凛", "国分凛|Kokubu Rin|Kokubun Rin", ""},
		{"櫻井 凛", "桜井凛|Sakurai Rin", "Sakuragi Rin"},
		{"辻\U000E0100 北斗", "辻 北斗|Tsuji Hokuto|Tuzi Hokuto", "Tsuda Hokuto"},
		{"佐々木 北斗", "佐佐木北斗|Sasaki Hokuto|ササキ ホクト", "Sasano Hokuto"},
		{"河野 北斗", "Kono Hokuto|Kawano Hokuto|Kohno Hokuto", "Ono Hokuto"},
		{"中田 北斗", "Nakata Hokuto|Nakada Hokuto", "Nagata Minato"},
		{"山崎 北斗", "山﨑北斗|Yamasaki Hokuto|Yamazaki Hokuto", "Yamada Hokuto"},
		{"青葉 泰雄", "Jasuo Aoba|Yasuo Aoba", "Masuo Aoba|Tatsuo Aoba"},
		{"東 北斗", "Azuma Hokuto|Higashi Hokuto|Hokuto Azuma", "Minami Hokuto"},
		{"三浦 誠一", "三浦誠一|誠一 三浦|Seiichi Miura|ミウラ セイイチ", "三浦 誠二|Seiji Miura|一浦 誠三"},
		{"あや 秀夫", "Aya Hideo|アヤ ヒデオ", "Aya Hideki"},
		{"Yuki Ono", "Yuuki Oono|Yūki Ōno|Ohno Yuuki", "Yuka Ono|Yuji Ono"},
	})
}

// One given name or one surname in common is not a name in common.
func TestJapaneseNamesThatShareAPart(t *testing.T) {
	for _, c := range [][2]string{
		{"山辺 北斗", "山辺 南斗"}, {"山辺 北斗", "川辺 北斗"}, {"山辺 太郎", "山辺 次郎"}, {"山辺太郎", "山辺太一郎"}, {"山辺 北斗", "Yamabe Minato"}, {"山辺 北斗", "Kawabe Hokuto"},
		{"山辺 北斗", "ヤマベ ミナト"}, {"ヤマベ ホクト", "Yamabe Minato"}, {"ヤマベ ホクト", "ヤマベ ミナト"}, {"Yamabe Hokuto", "Yamabe Minato"}, {"山辺 北斗", "Yamabe"}, {"山辺", "山辺 北斗"},
	} {
		wantVerdict(t, entity.Person, c[0], c[1], false)
	}
}

// Chinese persons: old and new characters, pinyin joined and split, surnames
// with a reading of their own, Wade-Giles, Cantonese, Japanese and Korean readings.
func TestChinesePersons(t *testing.T) {
	testHubs(t, entity.Person, []hub{
		{"張偉倫", "张伟伦|Zhang Weilun|Zhang Wei Lun|Wei-lun ZHANG|Chang Wei-lun|Cheung Wai Lun", "Zhang Weimin|Zheng Weilun|张卫东|Zhang Meilan"},
		{"徐建斌", "Jianbin Xu|Xu Jian Bin|XU JIAN-BIN|Hsu Chien-pin", "Xu Jianguo|Wu Jianbin|徐建国|Xu Jianping"},
		{"欧阳文斌", "歐陽文斌|Ouyang Wenbin|Ou Yang Wen Bin|OuYang Wen-bin|Au Yeung Man Pan", "Ouyang Wenhua|阳文斌|歐陽文武"},
		{"单北明", "Shan Beiming|Bei Ming Shan", "Chen Beiming|Shan Beihua"},
		{"解文华", "Xie Wenhua|Hsieh Wen-hua", "Li Wenhua"},
		{"任北明", "Ren Beiming", "Ren Nanming"},
		{"吕北明", "Lü Beiming|Lyu Beiming|Lu Beiming|Lv Beiming|LYU BEIMING|呂北明", "Liu Beihua|Li Beiming"},
		{"萧建国", "Hsiao Chien-kuo|Xiao Jianguo|Siu Kin Kwok|蕭建國", "Xiao Jianhua|Zhao Jianguo"},
		{"刘北平", "劉北平|リュウ・ホクヘイ|Ryu Hokuhei|Liu Beiping|Lau Pak Ping", "リュウ・ナンヘイ|Liu Nanping"},
		{"李国强", "李國強|Lee Kwok Keung|Li Guoqiang|이국강|Li Kuo-ch'iang", "Li Guohua|李国华|Lee Kwok Wah"},
		{"陈北明", "陳北明|Chen Beiming|Ch'en Pei-ming|Chan Pak Ming", "陳北名|陳明|Chen Beihua|程北明|Cheng Beihua"},
		{"西門安", "Ximen An|西门安", "Xian Men"},
		{"Jianbin Xu", "Xu Jian Bin|XU JIAN-BIN|Xu, Jianbin|Jian Bin Xu|Jian-bin Xu", "Xu Jianmin|Jianbin Wu"},
		{"Hsiao Chien-kuo", "Xiao Jianguo|Chien-kuo Hsiao", "Xiao Jianhua"},
	})
}

// Korean persons, in Hangul and in all the spellings that passports have.
func TestKoreanPersons(t *testing.T) {
	testHubs(t, entity.Person, []hub{
		{"김민준", "김 민준|Kim Min-jun|Kim Minjun|KIM MIN JUN|Min-jun Kim|Gim Minjun|Kim Min-joon|Kim Minjoon|Kim Min Chun|김민준 씨", "김민중|김민수|김민준호|Kim Min-su|Kim Min-jung|Kim Min-ho|이민준|Lee Min-jun|Kim"},
		{"김종훈", "Kim Jong-hoon|Kim Chonghun|Gim Jonghun", "김정훈|Kim Jeong-sik|김종은"},
		{"이서연", "Lee Seo-yeon|Yi Seoyeon|Rhee Seo-yeon|Lee Seo Yeon|Yi Sŏyŏn|리서연|李瑞姸", "이서윤|Lee Seo-jun|Kim Seo-yeon|Lee Ji-yeon"},
		{"박지훈", "Park Ji-hoon|Pak Chihun|Bak Jihun|Ji Hoon Park", "박지현|Park Ji-min|Park Jae-hoon"},
		{"최영수", "Choi Young-soo|Choe Yeongsu|Ch'oe Yŏngsu|Young Soo Choi", "최영호|Choi Young-ho|Cho Young-soo"},
		{"정하은", "Jung Ha-eun|Jeong Haeun|Chung Ha Eun", "정하윤|Jung Ha-yoon|정은하"},
		{"노민준", "로민준|Roh Min-jun|Noh Minjun|No Min Jun", "오민준|Oh Min-jun"},
		{"유하늘", "류하늘|Yoo Ha-neul|Ryu Haneul|Yu Ha Neul", "우하늘|Woo Ha-neul"},
		{"임서준", "림서준|Lim Seo-jun|Im Seojun|Rim So Jun", "김서준|Kim Seo-jun"},
		{"朴美英", "박미영|パク・ミヨン|Park Mi-young|Pak Mi-yong", "박미란|Park Mi-ran|朴美蘭"},
	})
}

// Vietnamese and Thai persons.
func TestVietnameseAndThaiPersons(t *testing.T) {
	testHubs(t, entity.Person, []hub{
		{"Nguyễn Văn Lụa", "Nguyen Van Lua|NGUYEN VAN LUA|Lụa Nguyễn Văn|Nguyen Lua", "Nguyễn Văn Mơ|Nguyen Van Hai|Tran Van Lua"},
		{"Đặng Thị Mơ", "Dang Thi Mo|ĐẶNG THỊ MƠ", "Dang Thi Ha|Tang Van Mo"},
		{"Hồ Chí Nhân", "Ho Chi Nhan|Nhân Hồ Chí", "Ho Chi Dung|Vo Chi Nhan"},
		{"ธนพล วงศ์ศิริ", "Thanaphon Wongsiri|Tanapol Vongsiri|Wongsiri Thanaphon", "Somchai Wongsiri|Thanaphon Srisuk|ธนพล ศรีสุข"},
		{"สมชาย ศรีสุข", "Somchai Srisuk|Somchai Srisook|SRISUK Somchai", "Somsak Srisuk|Somchai Wongsiri"},
	})
}
