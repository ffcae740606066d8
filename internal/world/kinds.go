package world

// Kinds of applications, as truth names them.
const (
	honestPlain          = "honest_plain"
	honestLookalike      = "honest_lookalike"
	honestVariantWriting = "honest_variant_writing"
	honestYoung          = "honest_young"
	honestMoved          = "honest_moved"
	honestRenamed        = "honest_renamed"
	honestRevived        = "honest_revived"
	honestNamesake       = "honest_namesake"
	honestSoleProprietor = "honest_sole_proprietor"
	honestAssociation    = "honest_association"
	honestForeign        = "honest_foreign"
	honestVirtualOffice  = "honest_virtual_office"
	honestPublic         = "honest_public"
	falseNonexistent     = "false_nonexistent"
	falseImpersonation   = "false_impersonation"
	falseNumberOfAnother = "false_number_of_another"
	falseClosed          = "false_closed"
	falseMerged          = "false_merged"
	falseListed          = "false_listed"
	falseSharesMemory    = "false_shares_memory"
	falseShell           = "false_shell"
	falseYoung           = "false_young"
	falseSoleProprietor  = "false_sole_proprietor"
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
		{honestPlain, 415, true, ExpectApprove, "a registered company that writes its name and address plainly", (*draft).plain},
		{honestLookalike, 110, true, ExpectApprove, "a registered company whose name is easily taken for another's", (*draft).lookalike},
		{honestVariantWriting, 80, true, ExpectApprove, "a registered company that writes itself otherwise: ㈱, half width, old characters, English, kana", (*draft).variantWriting},
		{honestYoung, 40, true, ExpectApprove, "registered within 90 days; a third of them not in the register's file yet", (*draft).young},
		{honestMoved, 30, true, ExpectApprove, "moved; half of them still write the former seat", (*draft).moved},
		{honestRenamed, 20, true, ExpectApprove, "renamed; half of them still write the former name", (*draft).renamed},
		{honestRevived, 5, true, ExpectApprove, "closed by the registrar as dormant, then revived", (*draft).revived},
		{honestNamesake, 15, true, ExpectApprove, "its contact bears the name of a listed person and was born on another day", (*draft).namesake},
		{honestSoleProprietor, 50, true, ExpectApprove, "a sole proprietor, whom no register holds", (*draft).sole},
		{honestAssociation, 15, true, ExpectApprove, "an association without legal personality", (*draft).association},
		{honestForeign, 15, true, ExpectApprove, "a company established abroad", (*draft).foreign},
		{honestVirtualOffice, 30, true, ExpectApprove, "a registered company in a virtual or much shared office", (*draft).virtualOffice},
		{honestPublic, 10, true, ExpectApprove, "a municipality or an office of the state", (*draft).publicBody},
		{falseNonexistent, 40, false, ExpectNotApprove, "a plausible company that does not exist", (*draft).nonexistent},
		{falseImpersonation, 40, false, ExpectReview, "somebody writes in the name of a real company, with its name and number and his own mailbox", (*draft).impersonation},
		{falseNumberOfAnother, 15, false, ExpectNotApprove, "the number of a real company under another name", (*draft).numberOfAnother},
		{falseClosed, 10, false, ExpectNotApprove, "in the name of a company that was closed", (*draft).closedCompany},
		{falseMerged, 10, false, ExpectNotApprove, "in the name of a company that was merged into another", (*draft).mergedCompany},
		{falseListed, 10, false, ExpectNotApprove, "a listed person or body takes part, with the birth date that the list gives", (*draft).listedParty},
		{falseSharesMemory, 15, false, ExpectNotApprove, "shares telephone, mailbox, device or payment with an identity proved false before", (*draft).sharesMemory},
		{falseShell, 10, false, ExpectReview, "an old company that was bought, renamed and moved just now", (*draft).shell},
		{falseYoung, 5, false, ExpectNotApprove, "claims to have been founded some days ago and shows nothing", (*draft).falseYoung},
		{falseSoleProprietor, 10, false, ExpectReview, "claims a form that no register holds and shows nothing", (*draft).falseSole},
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
