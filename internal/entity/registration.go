package entity

// Registration is one body of a corporate register with all that the register
// ever said of it, oldest row first. Its number is its key.
type Registration struct {
	Number string `json:"number"` // 13 digits
	Rows   []Row  `json:"rows"`
}

// Row is one row of the Japanese corporate-number register as published: 30
// columns, in the publisher's order (the sequence number is left out: it
// changes with each file and says nothing about the body). Codes are kept as
// written; see the Process and Kind constants.
type Row struct {
	Process        string `json:"process"` // 01 new, 11 name, 12/13 seat, 21 closed, 22 revived, 71 merger, 72 merger void, 81 struck off, 99 deleted
	Correct        bool   `json:"correct"` // a correction of an earlier row
	Updated        Day    `json:"updated"` // when the publisher changed the row
	Changed        Day    `json:"changed"` // when the change took effect
	Name           string `json:"name"`
	NameImageID    string `json:"name_image_id,omitempty"`
	Kind           string `json:"kind"` // 101 state … 301 kabushiki kaisha … 401 foreign company, 499 other
	Prefecture     string `json:"prefecture"`
	City           string `json:"city"`
	Street         string `json:"street"` // full-width digits, may hold a line break
	AddressImageID string `json:"address_image_id,omitempty"`
	PrefectureCode string `json:"prefecture_code"` // 2 digits
	CityCode       string `json:"city_code"`       // 3 digits
	PostCode       string `json:"post_code"`       // 7 digits, no hyphen
	Outside        string `json:"outside,omitempty"`
	OutsideImageID string `json:"outside_image_id,omitempty"`
	CloseDate      Day    `json:"close_date"`
	CloseCause     string `json:"close_cause,omitempty"` // 01 liquidated, 11 merged, 21 closed by registrar (dormant), 31 other
	Successor      string `json:"successor,omitempty"`   // number of the body merged into
	ChangeCause    string `json:"change_cause,omitempty"`
	Assigned       Day    `json:"assigned"` // 2015-10-05 for all that existed when numbers began
	Latest         bool   `json:"latest"`
	EnName         string `json:"en_name,omitempty"`
	EnPrefecture   string `json:"en_prefecture,omitempty"`
	EnCity         string `json:"en_city,omitempty"`
	EnOutside      string `json:"en_outside,omitempty"`
	Furigana       string `json:"furigana,omitempty"`
	Hidden         bool   `json:"hidden,omitempty"` // excluded from the publisher's search
}

// Processes of a register row.
const (
	ProcessNew        = "01"
	ProcessName       = "11"
	ProcessSeat       = "12"
	ProcessSeatAbroad = "13"
	ProcessClosed     = "21"
	ProcessRevived    = "22"
	ProcessMerged     = "71"
	ProcessMergerVoid = "72"
	ProcessStruckOff  = "81"
	ProcessDeleted    = "99"
)

// NumbersBegan is the assignment date of every body that existed when the
// numbers were introduced; only a later date says when a body was registered.
var NumbersBegan = DayOf(2015, 10, 5)

// Address returns the seat as one string, prefecture first, or the seat abroad.
func (r *Row) Address() string {
	if r.Prefecture == "" && r.City == "" && r.Street == "" {
		return r.Outside
	}
	return r.Prefecture + r.City + r.Street
}

// Current returns the row marked as the latest, else the last one; nil for a
// registration without rows.
func (g *Registration) Current() *Row {
	for i := len(g.Rows) - 1; i >= 0; i-- {
		if g.Rows[i].Latest {
			return &g.Rows[i]
		}
	}
	if len(g.Rows) == 0 {
		return nil
	}
	return &g.Rows[len(g.Rows)-1]
}

// Statuses of a registration.
const (
	StatusLive    = "live"
	StatusClosed  = "closed"
	StatusMerged  = "merged"
	StatusDeleted = "deleted"
)

// Status says what the register says of the body now. A revival (22) or a
// merger declared void (72) empties the closing date in the publisher's file,
// so the closing columns of the current row decide, not the last process.
func (g *Registration) Status() string {
	r := g.Current()
	switch {
	case r == nil || r.Process == ProcessDeleted:
		return StatusDeleted
	case r.Process == ProcessRevived || r.Process == ProcessMergerVoid:
		return StatusLive
	case r.Process == ProcessMerged || r.CloseCause == "11":
		return StatusMerged
	case r.CloseDate != NoDay || r.CloseCause != "" || r.Process == ProcessClosed || r.Process == ProcessStruckOff:
		return StatusClosed
	}
	return StatusLive
}
