package statement

// Intake is what a reader of an exchange format made of one document: who says
// what. It holds no content: attachments and payloads are hashed and named.
//
// The readers are
//
//	xarf.Read(r io.Reader, o xarf.Options) (Intake, error)        X-ARF JSON, X-ARF and ARF mail
//	stix.Read(r io.Reader, o stix.Options) (Intake, error)        STIX 2.0 and 2.1 bundles
//	indicators.Read(r io.Reader, o indicators.Options) (Intake, error) CSV of indicators
//
// whose Options all have Name (of the file, for errors), At (when it is taken
// in) and Grade (of the source, where the caller knows one).
type Intake struct {
	Source     Source      `json:"source"`           // the document
	Others     []Source    `json:"others,omitempty"` // whom the document names as those who say it
	Statements []Statement `json:"statements"`
	Kept       []Kept      `json:"kept,omitempty"`
	Unread     []Unread    `json:"unread,omitempty"`
}

// Kept is content that came with a document: its hash and size, never bytes.
type Kept struct {
	Place     string `json:"place"` // evidence[0].payload, part 3
	Name      string `json:"name,omitempty"`
	MediaType string `json:"media_type,omitempty"`
	Size      int64  `json:"size"`
	SHA256    string `json:"sha256"`            // hex, of the decoded bytes
	Told      string `json:"told,omitempty"`    // hash that the document gives, as algorithm=hex
	Differs   bool   `json:"differs,omitempty"` // Told is not the hash of what came
}

// Unread is something in a document that became no statement, and why.
type Unread struct {
	Place string `json:"place"` // file:line or field
	Why   string `json:"why"`
}
