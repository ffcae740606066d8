package main

// What the sources cannot tell.

// sameShapes are shapes of one character in Chinese and Korean use that neither
// the classes by hand nor the simplification has.
const sameShapes = `
牆墻 獎奬 啓啟 麼麽 嫻嫺 搗擣 線綫 蘊藴 錘鎚 櫸欅 勲勛 煉鍊 蕩盪 蔭廕 繞遶 鳧鳬 擺襬 匯滙 録彔 歳嵗 艷豔 薬葯 繍綉 浄凈 嬀媯 潙溈
裴裵 曹曺 尚尙 兪俞 鍬鍫 眾衆 戶户 鋪舖 鎸鐫 頽頹 諡謚 鰮鰛 缽鉢 嫋裊 韁繮
夢梦 傑杰 決决 廣广 兒儿 氣气 從从 廠厂 糧粮 冊册 脚腳 礙碍 却卻 恥耻 葱蔥 筍笋 薦荐 拋抛 蹤踪 棄弃 憑凭 粵粤 疇畴 脣唇 脈脉 姦奸 懼惧 剎刹
`

// onlyChinese are in JIS X 0208 as parts of characters or as old variants of the
// same character, never as another one.
const onlyChinese = `梦杰决广儿气从厂粮册脚碍却耻葱笋荐抛踪弃凭粤畴唇脉奸惧刹`

// rareTraditional are second traditional forms that no name is written with; a
// simplified form with one of these and another stands for the other alone.
const rareTraditional = `囌甦鬚彆糰嚐罈罎墰壜噹瀰儘鏇譭燬袷銹鉈鈡賫鎿垻縴綳醖噁臟饑歎朮鍼鈅鉆嵗𡻕闆`

// keptApart would join a class whose head is another character in Chinese: 芸 is
// 藝 in Japanese only.
const keptApart = `艺`

// notRegional are regional choices between two characters, not shapes of one.
const notRegional = `纔蔘菸鍼着著喫檯棱覈`

// alikeByHand are pairs that people write for one another.
const alikeByHand = `
斎斉 礒磯 坂阪 埼崎 籐藤 庄荘 着著 了瞭 伙夥 借藉 干乾幹 后後 余餘 范範 谷穀 里裏 于於 云雲 征徴 党黨 肖蕭 付傅 代戴 阎閻 闫閻 邱丘 沈瀋
升昇陞 祐佑 栖棲 桟棧 芸艺蕓 遊游 附付 荘庄 郁鬱 珎珍 乃迺 渓谿 升陞 志誌 註注 淩凌 翱翺 昆崑 侖崙 樑梁 岳嶽
`
