package reading

import (
	"strings"
	"sync"
)

// koreanSurnameText lists how surnames are written in Latin letters, the
// commonest first, by hand from common use. One that is not here is spelt as
// any syllable is.
const koreanSurnameText = `
김 kim gim ghim keem; 이 lee yi rhee ri li i ree rhie yee; 리 ri lee rhee li ree ree; 박 park pak bak bahk pahk; 최 choi choe choy chey chae; 정 jung jeong chung chong joung cheong jeoung;
강 kang gang kahng; 조 cho jo joe choh zo; 윤 yoon yun youn yune; 장 jang chang zhang; 임 lim im rim yim rhim leem; 림 rim lim im rhim; 한 han hahn; 오 oh o; 서 seo suh so sur seoh;
신 shin sin; 권 kwon gwon kweon kwun; 황 hwang whang; 안 ahn an aan; 송 song; 전 jeon jun chun chon cheon jon; 홍 hong; 유 yoo yu you ryu yoo ryoo; 류 ryu yoo yu ryoo lyu lew; 고 ko koh go goh;
문 moon mun; 양 yang ryang; 량 ryang yang; 손 son sohn; 배 bae pae bai pai; 백 baek paik baik back paek beak paek; 허 heo hur huh ho her hoh; 남 nam; 심 shim sim; 노 noh roh no ro rho; 로 ro roh noh no;
하 ha hah; 곽 kwak gwak kwack; 성 sung seong song; 차 cha char tcha; 주 joo ju chu choo; 우 woo wu u; 구 koo ku gu goo; 민 min; 진 jin chin; 나 na ra nah rah la; 라 ra na rah la; 지 ji jee chi jhi chee;
엄 um eom uhm om eum; 원 won weon wone; 천 cheon chun chon; 방 bang pang; 공 kong gong; 현 hyun hyeon hyon; 함 ham hahm; 변 byun byeon byon pyon pyun; 염 yeom yum youm ryom yom; 렴 ryom yeom yum;
여 yeo yuh yo ryo yeu; 려 ryo yeo ryeo; 추 choo chu; 도 do doh to dho; 소 so soh; 석 seok suk sok; 선 sun seon sunn son; 설 seol sul sol; 마 ma mah; 길 kil gil; 연 yeon yun youn yon; 위 wi wee we; 표 pyo;
명 myung myeong myong; 기 ki kee gi; 반 ban bahn pan; 왕 wang; 금 keum geum kum; 옥 ok ock oak; 육 yuk yook; 인 in; 맹 maeng; 제 je jae jei che; 모 mo moh; 탁 tak tark; 국 kook guk kuk; 어 eo uh auh;
은 eun; 편 pyun pyeon; 용 yong; 예 ye yeh; 경 kyung kyeong; 봉 bong; 사 sa; 부 boo bu; 계 kye gye; 형 hyung; 두 doo du; 감 kam gam; 동 dong; 목 mok; 범 bum beom; 팽 paeng; 승 seung; 복 bok; 시 si shi; 태 tae;
남궁 namgung namkung namgoong namkoong; 황보 hwangbo whangbo; 선우 sunwoo seonwoo sunoo seonu; 제갈 jegal jaegal chegal; 독고 dokgo dokko tokko dokgoh; 사공 sagong; 서문 seomun seomoon suhmoon; 동방 dongbang
`

var koreanSurnames = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for entry := range strings.SplitSeq(koreanSurnameText, ";") {
		words := strings.Fields(entry)
		m[words[0]] = words[1:]
	}
	return m
})
