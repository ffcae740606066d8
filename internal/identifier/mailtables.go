package identifier

import "strings"

// freeMail are domains where anybody gets a mailbox at no cost, the mailboxes
// of mobile carriers and consumer internet providers included.
var freeMail = set(`gmail.com googlemail.com outlook.com outlook.jp hotmail.com hotmail.co.jp hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es live.com live.jp
live.co.uk live.fr live.nl msn.com passport.com yahoo.com yahoo.co.jp ymail.ne.jp ymail.com rocketmail.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.ca yahoo.in
yahoo.co.in yahoo.com.br yahoo.com.cn yahoo.com.tw yahoo.com.hk yahoo.com.sg yahoo.com.au yahoo.com.vn yahoo.co.kr yahoo.co.id icloud.com me.com mac.com aol.com aim.com
gmx.com gmx.net gmx.de gmx.at gmx.ch web.de freenet.de t-online.de mail.com email.com usa.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.com tuta.io
tutamail.com keemail.me fastmail.com fastmail.fm hushmail.com zoho.com zohomail.com yandex.com yandex.ru ya.ru mail.ru inbox.ru list.ru bk.ru internet.ru rambler.ru ukr.net i.ua meta.ua
seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl abv.bg libero.it virgilio.it tiscali.it laposte.net orange.fr free.fr sfr.fr wanadoo.fr bol.com.br uol.com.br terra.com.br
qq.com vip.qq.com foxmail.com 163.com 126.com yeah.net vip.163.com sina.com sina.cn sohu.com tom.com 21cn.com 139.com 189.cn aliyun.com wo.cn naver.com daum.net hanmail.net nate.com kakao.com
pchome.com.tw hinet.net rediffmail.com indiatimes.com mailbox.org posteo.de posteo.net runbox.com disroot.org riseup.net cock.li airmail.cc lycos.com lycos.co.kr excite.com excite.co.jp
inbox.lv mynet.com walla.co.il walla.com gawab.com maktoob.com hey.com duck.com skiff.com inbox.com mail2world.com
docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp vodafone.ne.jp disney.ne.jp willcom.com ymobile.ne.jp ymobile1.ne.jp rakumail.jp uqmobile.jp biglobe.ne.jp nifty.com
ocn.ne.jp so-net.ne.jp plala.or.jp dion.ne.jp auone-net.jp jcom.home.ne.jp jcom.zaq.ne.jp eonet.ne.jp asahi-net.or.jp goo.jp goo.ne.jp infoseek.jp livedoor.com mail.goo.ne.jp
inter7.jp freemail.ne.jp kuku.lu fuji.tokai.jp hi-ho.ne.jp wakwak.com odn.ne.jp tiki.ne.jp sannet.ne.jp dti.ne.jp rakuten.jp`)

// disposableMail are domains whose mailboxes are thrown away; their subdomains
// count too, since several hand those out.
var disposableMail = set(`mailinator.com mailinator.net mailinator.org guerrillamail.com guerrillamail.net guerrillamail.org guerrillamail.biz guerrillamail.de guerrillamail.info
guerrillamailblock.com sharklasers.com grr.la pokemail.net spam4.me 10minutemail.com 10minutemail.net 10minutemail.org 10minutemail.co.uk 10minutesmail.com 20minutemail.com 20minutemail.it
30minutemail.com tempmail.com temp-mail.org temp-mail.io temp-mail.ru tempmail.net tempmail.de tempmail.plus tempmail.dev tempmailo.com tempmail.ninja tempmailaddress.com tempemail.net
temporary-mail.net temporarymail.com temporaryemail.net tempinbox.com tempr.email discard.email discardmail.com discardmail.de throwawaymail.com throwaway.email throwam.com
yopmail.com yopmail.fr yopmail.net cool.fr.nf jetable.fr.nf jetable.org jetable.com nospam.ze.tm nomail.xl.cx mega.zik.dj speed.1s.fr courriel.fr.nf moncourrier.fr.nf monemail.fr.nf
trashmail.com trashmail.net trashmail.org trashmail.de trashmail.me trashmail.ws trash-mail.com trash-mail.de trashmail.at kurzepost.de wegwerfmail.de wegwerfmail.net wegwerfmail.org
wegwerfemail.de wegwerf-email.de spambog.com spambog.de spambog.ru spambox.us spamgourmet.com spamgourmet.net spamex.com spamfree24.org spamavert.com spamhole.com spaml.de spam.la
mailnesia.com mailnull.com mailcatch.com maildrop.cc mailsac.com mailexpire.com mailmoat.com mailtemp.info mailforspam.com mail-temp.com mail-temporaire.fr mail.tm mail.gw mailpoof.com
getnada.com nada.email nada.ltd inboxkitten.com inboxbear.com inboxalias.com dispostable.com deadaddress.com fakeinbox.com fakemail.net fakemailgenerator.com fakemail.fr fake-mail.ml
emailondeck.com emailfake.com email-fake.com emailtemporanea.com emailtemporanea.net emailsensei.com emailwarden.com mohmal.com mohmal.im moakt.com moakt.cc moakt.ws tmail.ws tmails.net
tmpmail.net tmpmail.org tmpeml.com tmpbox.net burnermail.io burnthespam.info minuteinbox.com linshiyouxiang.net linshi-email.com 1secmail.com 1secmail.net 1secmail.org esiix.com wwjmp.com
xojxe.com yoggm.com oosln.com vddaz.com dropmail.me 10mail.org yomail.info emltmp.com emlhub.com emlpro.com freeml.net mail7.io mytemp.email mytrashmail.com mintemail.com
incognitomail.com incognitomail.org anonbox.net anonymbox.com anonaddy.me crazymailing.com harakirimail.com hidemail.de instant-mail.de luxusmail.org nowmymail.com objectmail.com
onewaymail.com oneoffemail.com owlymail.com proxymail.eu rcpt.at recode.me safetymail.info sogetthis.com soodonims.com tafmail.com teleworm.us rhyta.com armyspy.com cuvox.de dayrep.com
einrot.com fleckens.hu gustr.com jourrapide.com superrito.com zetmail.com zippymail.info zoemail.org bugmenot.com binkmail.com bobmail.info chammy.info devnullmail.com letthemeatspam.com
notmailinator.com reallymymail.com reconmail.com safetypost.de sendspamhere.com streetwisemail.com suremail.info thisisnotmyrealemail.com tradermail.info veryrealemail.com
zehnminutenmail.de sute.jp instaddr.win mail-box.one m.kuku.lu eay.jp fuwamofu.com kpost.be nekosan.uk magim.be ruru.be via.tokyo.jp hamham.uk haren.uk heisei.be honeys.be choco.la
cream.pink digital10network.com exdonuts.com gotgel.org hotsoup.be ichigo.me iwebtm.com kksm.be macr2.com mbox.re meruado.uk mirai.re moimoi.re mofu.be niseko.be neko2.net nagi.be
oyu.kr penoto.tk qmail.com quicksend.ch risu.be rea.pw sofia.re stayhome.li tapi.re tatsu.uk toshi.re usako.be usako.net waaw.blog wanko.be yabai-oppai.tk`)

// FreeMail reports whether anybody can have a mailbox at the domain. The table
// is small: false means "not known as one".
func FreeMail(domain string) bool { return inTable(domain, freeMail) }

// DisposableMail reports whether the domain is known for mailboxes that are
// thrown away after use. False means "not known as one".
func DisposableMail(domain string) bool { return inTable(domain, disposableMail) }

// inTable looks the domain and its parents up.
func inTable(domain string, table map[string]bool) bool {
	d := strings.TrimSuffix(strings.ToLower(strings.TrimSpace(domain)), ".")
	for d != "" {
		if table[d] {
			return true
		}
		_, parent, ok := strings.Cut(d, ".")
		if !ok {
			return false
		}
		d = parent
	}
	return false
}
