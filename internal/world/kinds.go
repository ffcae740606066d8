package world

// Kinds of applications, as truth names them.
const (
	HonestPlain          = "honest_plain"
	HonestLookalike      = "honest_lookalike"
	HonestVariantWriting = "honest_variant_writing"
	HonestYoung          = "honest_young"
	HonestMoved          = "honest_moved"
	HonestRenamed        = "honest_renamed"
	HonestRevived        = "honest_revived"
	HonestNamesake       = "honest_namesake"
	HonestSoleProprietor = "honest_sole_proprietor"
	HonestAssociation    = "honest_association"
	HonestForeign        = "honest_foreign"
	HonestVirtualOffice  = "honest_virtual_office"
	HonestPublic         = "honest_public"
	FalseNonexistent     = "false_nonexistent"
	FalseImpersonation   = "false_impersonation"
	FalseNumberOfAnother = "false_number_of_another"
	FalseClosed          = "false_closed"
	FalseMerged          = "false_merged"
	FalseListed          = "false_listed"
	FalseSharesMemory    = "false_shares_memory"
	FalseShell           = "false_shell"
	FalseYoung           = "false_young"
	FalseSoleProprietor  = "false_sole_proprietor"
)

// What truth expects of a decision.
const (
	// ExpectApprove: approval, once what is in the evidence was answered.
	ExpectApprove = "approve_after_evidence"
	// ExpectReview: a person; neither approval nor refusal.
	ExpectReview = "review"
	// ExpectRefuse: refusal; nothing of what is claimed exists.
	ExpectRefuse = "refuse"
	// ExpectNotApprove: review or refusal.
	ExpectNotApprove = "not_approve"
)

// kind says what applications of one kind are and how one is made.
type kind struct {
	name   string
	share  int // default, in thousandths
	honest bool
	expect string
	about  string
	build  func(b *draft)
}

// kinds is the registry, in the order of the documentation. It is filled by
// init because the builders refer to it in turn.
var kinds []kind

func init() {
	kinds = []kind{
		{HonestPlain, 415, true, ExpectApprove, "a registered company that writes its name and address plainly", (*draft).plain},
		{HonestLookalike, 110, true, ExpectApprove, "a registered company whose name is easily taken for another's", (*draft).lookalike},
		{HonestVariantWriting, 80, true, ExpectApprove, "a registered company that writes itself otherwise: ㈱, half width, old characters, English, kana", (*draft).variantWriting},
		{HonestYoung, 40, true, ExpectApprove, "registered within 90 days; a third of them not in the register's file yet", (*draft).young},
		{HonestMoved, 30, true, ExpectApprove, "moved; half of them still write the former seat", (*draft).moved},
		{HonestRenamed, 20, true, ExpectApprove, "renamed; half of them still write the former name", (*draft).renamed},
		{HonestRevived, 5, true, ExpectApprove, "closed by the registrar as dormant, then revived", (*draft).revived},
		{HonestNamesake, 15, true, ExpectApprove, "its contact bears the name of a listed person and was born on another day", (*draft).namesake},
		{HonestSoleProprietor, 50, true, ExpectApprove, "a sole proprietor, whom no register holds", (*draft).sole},
		{HonestAssociation, 15, true, ExpectApprove, "an association without legal personality", (*draft).association},
		{HonestForeign, 15, true, ExpectApprove, "a company established abroad", (*draft).foreign},
		{HonestVirtualOffice, 30, true, ExpectApprove, "a registered company in a virtual or much shared office", (*draft).virtualOffice},
		{HonestPublic, 10, true, ExpectApprove, "a municipality or an office of the state", (*draft).publicBody},
		{FalseNonexistent, 40, false, ExpectNotApprove, "a plausible company that does not exist", (*draft).nonexistent},
		{FalseImpersonation, 40, false, ExpectReview, "somebody writes in the name of a real company, with its name and number and his own mailbox", (*draft).impersonation},
		{FalseNumberOfAnother, 15, false, ExpectNotApprove, "the number of a real company under another name", (*draft).numberOfAnother},
		{FalseClosed, 10, false, ExpectNotApprove, "in the name of a company that was closed", (*draft).closedCompany},
		{FalseMerged, 10, false, ExpectNotApprove, "in the name of a company that was merged into another", (*draft).mergedCompany},
		{FalseListed, 10, false, ExpectNotApprove, "a listed person or body takes part, with the birth date that the list gives", (*draft).listedParty},
		{FalseSharesMemory, 15, false, ExpectNotApprove, "shares telephone, mailbox, device or payment with an identity proved false before", (*draft).sharesMemory},
		{FalseShell, 10, false, ExpectReview, "an old company that was bought, renamed and moved just now", (*draft).shell},
		{FalseYoung, 5, false, ExpectNotApprove, "claims to have been founded some days ago and shows nothing", (*draft).falseYoung},
		{FalseSoleProprietor, 10, false, ExpectReview, "claims a form that no register holds and shows nothing", (*draft).falseSole},
	}
}

func kindNamed(name string) *kind {
	for i := range kinds {
		if kinds[i].name == name {
			return &kinds[i]
		}
	}
	return nil
}
