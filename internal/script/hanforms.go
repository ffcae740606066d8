package script

// hanForms: code, name, other full writings, and after | the abbreviations
// that stand in brackets. Bank transfers write an abbreviation in kana with one
// bracket, at the side of the name.
const hanForms = `
kabushiki_kaisha 株式会社 カブシキガイシャ カブシキカイシャ カブシキガイシヤ | 株 カ
yugen_kaisha 有限会社 特例有限会社 ユウゲンガイシャ ユウゲンカイシャ | 有 ユ
godo_kaisha 合同会社 ゴウドウガイシャ ゴウドウカイシャ | 同 合 合同 ド
gomei_kaisha 合名会社 ゴウメイガイシャ ゴウメイカイシャ | 名 メ
goshi_kaisha 合資会社 ゴウシガイシャ ゴウシカイシャ | 資 シ
corporation 相互会社 ソウゴガイシャ | 相 ソ
corporation 一般社団法人 イッパンシャダンホウジン | 一社 一般社団
corporation 一般財団法人 イッパンザイダンホウジン | 一財 一般財団
corporation 公益社団法人 コウエキシャダンホウジン | 公社 公益社団
corporation 公益財団法人 コウエキザイダンホウジン | 公財 公益財団
corporation 社団法人 特例社団法人 シャダンホウジン | 社 シャ
corporation 財団法人 特例財団法人 ザイダンホウジン | 財 ザイ
corporation 特定非営利活動法人 npo法人 認定npo法人 認定特定非営利活動法人 トクテイヒエイリカツドウホウジン | 特非 npo 特 トク
corporation 医療法人社団 イリョウホウジンシャダン | 医社
corporation 医療法人財団 イリョウホウジンザイダン | 医財
corporation 医療法人 社会医療法人 特定医療法人 特別医療法人 イリョウホウジン | 医 イ
corporation 学校法人 準学校法人 ガッコウホウジン | 学 ガク
corporation 宗教法人 シュウキョウホウジン | 宗 シュウ
corporation 社会福祉法人 シャカイフクシホウジン | 福 社福 フク
corporation 更生保護法人 コウセイホゴホウジン | 更 ホゴ
corporation 独立行政法人 ドクリツギョウセイホウジン | 独 ドク
corporation 地方独立行政法人 チホウドクリツギョウセイホウジン | 地独 チドク
corporation 国立大学法人 コクリツダイガクホウジン | 国大 大 ダイ
corporation 国立研究開発法人 コクリツケンキュウカイハツホウジン | 国研
corporation 公立大学法人 コウリツダイガクホウジン | 公大
corporation 大学共同利用機関法人
corporation 弁護士法人 ベンゴシホウジン | 弁 ベン
corporation 税理士法人 ゼイリシホウジン | 税 ゼイ
corporation 司法書士法人 シホウショシホウジン | 司 シホウ
corporation 行政書士法人 ギョウセイショシホウジン | 行 ギョ
corporation 社会保険労務士法人 シャカイホケンロウムシホウジン | 社労 シャホ
corporation 土地家屋調査士法人 トチカオクチョウサシホウジン | 土
corporation 弁理士法人 特許業務法人 ベンリシホウジン | 弁理
corporation 監査法人 カンサホウジン | 監
corporation 農事組合法人 ノウジクミアイホウジン | 農 ノウ
corporation 管理組合法人 カンリクミアイホウジン | カンリ
corporation 投資法人 トウシホウジン
corporation 特定目的会社 トクテイモクテキガイシャ | 特目
corporation 有限責任中間法人 無限責任中間法人 中間法人 | 中 チュウ
corporation 有限責任事業組合 | llp
corporation 職業訓練法人 ショクギョウクンレンホウジン | クンレン
corporation 労働者協同組合 ロウドウシャキョウドウクミアイ | 労協
corporation 農業協同組合 ノウギョウキョウドウクミアイ | 農協 ノウキョウ
corporation 漁業協同組合 ギョギョウキョウドウクミアイ | 漁協 ギョキョウ
corporation 生活協同組合 セイカツキョウドウクミアイ | 生協 セイキョウ
corporation 事業協同組合 ジギョウキョウドウクミアイ
corporation 協同組合 キョウドウクミアイ | 協 協組 キョウクミ
corporation 協業組合 キョウギョウクミアイ
corporation 企業組合 キギョウクミアイ | 企
corporation 商工組合 ショウコウクミアイ
foreign_company 股份有限公司 股分有限公司
foreign_company 有限責任公司 有限责任公司
foreign_company 有限公司
foreign_company 주식회사 | 주
foreign_company 유한회사 | 유
foreign_company 유한책임회사
`
