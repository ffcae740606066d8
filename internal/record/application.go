// Package record holds what an operator has in its own books and hands to
// Sekifuda: applications, and the contracts, assets, leases, accounts and
// events that follow from them. docs/records.md is generated from these types.
//
// There is no field for nationality, ethnicity or script, and there will be
// none: residence, place of establishment and signed declarations are the
// facts that the law asks for.
package record

import "github.com/sekifuda/sekifuda/internal/entity"

// Application is one request to be handed something that can do harm. All text
// is as the applicant wrote it; what is empty is "not claimed".
type Application struct {
	ExternalID     string        `json:"external_id" doc:"the operator's own id, unique per tenant; where empty, the file's digest and the line stand in" optional:"yes"`
	Source         string        `json:"source,omitempty" doc:"where it came in: shop, mail, partner"`
	ReceivedAt     string        `json:"received_at,omitempty" doc:"RFC 3339 time or day"`
	Applicant      Party         `json:"applicant" doc:"who applies"`
	Representative Human         `json:"representative" doc:"who is said to represent the applicant in law"`
	Contact        Human         `json:"contact" doc:"who writes"`
	OnBehalfOf     Party         `json:"on_behalf_of" doc:"for whom it buys, where that is another"`
	Payer          Party         `json:"payer" doc:"who pays, where that is another"`
	EndUser        Party         `json:"end_user" doc:"who will use it, where that is another"`
	ShipTo         Place         `json:"ship_to" doc:"where goods or media are sent"`
	Item           Item          `json:"item" doc:"what is asked for"`
	Quantity       int           `json:"quantity,omitempty" doc:"how many"`
	EndUse         string        `json:"end_use,omitempty" doc:"for what, in the applicant's words"`
	Resale         string        `json:"resale,omitempty" doc:"is it to be sold on: yes, no" enum:"yes,no"`
	ReExport       string        `json:"re_export,omitempty" doc:"is it to leave the country, by carriage, download or remote access: yes, no" enum:"yes,no"`
	Declarations   []Declaration `json:"declarations,omitempty" doc:"signed declarations"`
	Channel        Channel       `json:"channel" doc:"facts of the channel"`
	Mail           Mail          `json:"mail" doc:"facts of the e-mail that carried it, filled by the .eml reader"`
}

// Forms that a party may claim; only registered forms can be looked for in a
// corporate register.
const (
	FormCompany     = "company"          // a form that the corporate register holds, not said which
	FormKK          = "kabushiki_kaisha" // 株式会社
	FormYK          = "yugen_kaisha"     // 有限会社
	FormGK          = "godo_kaisha"      // 合同会社
	FormGomei       = "gomei_kaisha"     // 合名会社
	FormGoshi       = "goshi_kaisha"     // 合資会社
	FormCorporation = "corporation"      // other registered corporations: 一般社団法人, 医療法人, 学校法人 …
	FormPublic      = "public_body"      // state and local government
	FormSole        = "sole_proprietor"  // 個人事業主
	FormAssociation = "association"      // 任意団体, without legal personality
	FormForeign     = "foreign_company"  // established abroad
	FormPerson      = "person"           // a private person
)

// Party is a person or body that takes part in an application.
type Party struct {
	Form            string   `json:"form,omitempty" doc:"claimed form" enum:"company,kabushiki_kaisha,yugen_kaisha,godo_kaisha,gomei_kaisha,goshi_kaisha,corporation,public_body,sole_proprietor,association,foreign_company,person"`
	Name            string   `json:"name,omitempty" doc:"name as written"`
	Furigana        string   `json:"furigana,omitempty" doc:"reading in kana"`
	EnglishName     string   `json:"english_name,omitempty" doc:"name in Latin letters"`
	Aliases         []string `json:"aliases,omitempty" doc:"other names, former names"`
	CorporateNumber string   `json:"corporate_number,omitempty" doc:"13 digits"`
	Identifiers     []string `json:"identifiers,omitempty" doc:"other identifiers as KIND:VALUE, e.g. lei:…, passport:…"`
	BirthDate       string   `json:"birth_date,omitempty" doc:"persons only"`
	Founded         string   `json:"founded,omitempty" doc:"day of registration, as claimed"`
	Address         string   `json:"address,omitempty" doc:"seat or home in one line"`
	PostalCode      string   `json:"postal_code,omitempty" doc:"postal code of that address"`
	Residence       string   `json:"residence,omitempty" doc:"ISO 3166 code of the country of residence or establishment"`
	Phone           string   `json:"phone,omitempty" doc:"the party's telephone"`
	Website         string   `json:"website,omitempty" doc:"the party's website"`
}

// Human is a natural person who acts for a party.
type Human struct {
	Name      string `json:"name,omitempty" doc:"name as written"`
	Furigana  string `json:"furigana,omitempty" doc:"reading in kana"`
	Latin     string `json:"latin,omitempty" doc:"name in Latin letters"`
	BirthDate string `json:"birth_date,omitempty" doc:"date of birth, where it was asked for"`
	Role      string `json:"role,omitempty" doc:"post or role"`
	Email     string `json:"email,omitempty" doc:"e-mail address"`
	Phone     string `json:"phone,omitempty" doc:"telephone"`
}

// Place is where something is sent.
type Place struct {
	Name       string `json:"name,omitempty" doc:"name of the receiver"`
	Address    string `json:"address,omitempty" doc:"address in one line"`
	PostalCode string `json:"postal_code,omitempty" doc:"postal code"`
	Country    string `json:"country,omitempty" doc:"ISO 3166 code"`
}

// Item kinds and provisions.
const (
	ItemSoftware = "software"
	ItemServer   = "server"
	ItemShipment = "shipment"
)

// Item is what is asked for, as the operator's catalogue describes it.
type Item struct {
	Name                   string `json:"name,omitempty" doc:"product name"`
	Kind                   string `json:"kind,omitempty" doc:"software, server, shipment" enum:"software,server,shipment"`
	Provision              string `json:"provision,omitempty" doc:"how it is handed over; download, remote access and support count as provision" enum:"shipment,download,remote_access,support,hosting"`
	ConcernClass           string `json:"concern_class,omitempty" doc:"none, or the concern categories of the item: B, C, M, N, CW, joined by /"`
	Classification         string `json:"classification,omitempty" doc:"result of classification, e.g. not_listed, 8-9, EAR99"`
	ClassificationDate     string `json:"classification_date,omitempty" doc:"day of classification"`
	ClassificationDocument string `json:"classification_document,omitempty" doc:"reference of its document"`
	DomesticOnly           string `json:"domestic_only,omitempty" doc:"is it sold only to companies of the country: yes, no" enum:"yes,no"`
}

// Declaration is one signed statement, e.g. end use, no re-export, no military use.
type Declaration struct {
	Kind   string `json:"kind" doc:"end_use, no_reexport, no_military_use, no_specified_category, other"  enum:"end_use,no_reexport,no_military_use,no_specified_category,other"`
	Date   string `json:"date,omitempty" doc:"day it was signed"`
	Signer string `json:"signer,omitempty" doc:"who signed"`
	Text   string `json:"text,omitempty" doc:"what it says"`
}

// Channel holds facts about how the application arrived; the operator fills it.
type Channel struct {
	IP           string `json:"ip,omitempty" doc:"address of the client"`
	Port         int    `json:"port,omitempty" doc:"source port"`
	Device       string `json:"device,omitempty" doc:"device identifier"`
	PaymentToken string `json:"payment_token,omitempty" doc:"token of the means of payment, never a card number"`
	Key          string `json:"key,omitempty" doc:"public key (SSH, PGP) that the applicant brought"`
}

// Mail holds facts that the .eml reader took from the headers.
type Mail struct {
	From          string `json:"from,omitempty" doc:"address of the From header"`
	ReplyTo       string `json:"reply_to,omitempty" doc:"address of the Reply-To header"`
	SendingDomain string `json:"sending_domain,omitempty" doc:"domain of the envelope sender, else of the last trusted Received header"`
	Date          string `json:"date,omitempty" doc:"Date header, RFC 3339"`
	MessageID     string `json:"message_id,omitempty" doc:"Message-ID"`
	DKIM          string `json:"dkim,omitempty" doc:"result that the receiving server recorded" enum:"pass,fail,none"`
	SPF           string `json:"spf,omitempty" doc:"result that the receiving server recorded" enum:"pass,fail,none"`
}

// Empty reports whether the party claims nothing.
func (p *Party) Empty() bool { return p.Name == "" && p.CorporateNumber == "" && p.Address == "" }

// Registered reports whether the claimed form, or a claimed number, says that
// the party stands in the corporate register.
func (p *Party) Registered() bool {
	switch p.Form {
	case FormCompany, FormKK, FormYK, FormGK, FormGomei, FormGoshi, FormCorporation, FormPublic:
		return true
	case "":
		return p.CorporateNumber != ""
	}
	return false
}

// Day reads one of the application's date fields; unreadable text is an
// unknown date, never an error: the claim stands as it was written.
func Day(s string) entity.Date {
	d, _ := entity.ParseDate(s)
	return d
}
