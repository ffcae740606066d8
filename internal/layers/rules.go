// Package layers holds the import rules of the project and the test that
// enforces them: a package imports only lower layers, sideways only where a
// line of this table says so, and only the modules that it is allowed.
package layers

// rule says what one package (a path below internal/, or cmd/sekifuda) is.
type rule struct {
	layer    int
	sideways []string // packages of its own layer that it may import
	modules  []string // third-party modules that non-test code may import
}

// rules is read top-down like the table of ARCHITECTURE.md. A package that is
// not listed fails the test: decide where it belongs, then add it.
var rules = map[string]rule{
	// L0: vocabulary
	"canon":          {layer: 0},
	"memo":           {layer: 0},
	"durable":        {layer: 0},
	"entity":         {layer: 0},
	"entity/model":   {layer: 0},
	"event":          {layer: 0, sideways: []string{"entity"}},
	"finding":        {layer: 0, sideways: []string{"entity"}},
	"problem":        {layer: 0},
	"record":         {layer: 0, sideways: []string{"entity"}},
	"release":        {layer: 0},
	"statement":      {layer: 0, sideways: []string{"entity"}},
	"script":         {layer: 0, modules: []string{"golang.org/x/text"}},
	"script/letters": {layer: 0, sideways: []string{"script"}, modules: []string{"golang.org/x/text"}},
	"script/rarity":  {layer: 0, sideways: []string{"script"}},
	"script/reading": {layer: 0, sideways: []string{"script"}},
	"script/roman":   {layer: 0, sideways: []string{"script"}, modules: []string{"golang.org/x/text"}},
	"script/token":   {layer: 0, sideways: []string{"memo", "script", "script/letters", "script/orgs", "script/rarity", "script/reading", "script/roman"}},
	"script/orgs":    {layer: 0, sideways: []string{"script"}},
	"identifier":     {layer: 0, sideways: []string{"script", "script/reading"}, modules: []string{"golang.org/x/net", "golang.org/x/text", "github.com/nyaruka/phonenumbers"}},

	// L1: pure
	"access":               {layer: 1},
	"casefile":             {layer: 1},
	"openmatch/country":    {layer: 1, modules: []string{"golang.org/x/text"}},
	"openmatch/lucene":     {layer: 1},
	"format":               {layer: 1, modules: []string{"golang.org/x/text"}},
	"format/application":   {layer: 1, sideways: []string{"format"}, modules: []string{"golang.org/x/text"}},
	"format/casefile":      {layer: 1, sideways: []string{"casefile", "format"}, modules: []string{"go.yaml.in/yaml/v4"}},
	"format/casereport":    {layer: 1, sideways: []string{"casefile"}},
	"format/ftm":           {layer: 1, sideways: []string{"format"}},
	"format/indicators":    {layer: 1, sideways: []string{"format", "format/intake"}},
	"format/intake":        {layer: 1, modules: []string{"golang.org/x/net"}},
	"format/tree":          {layer: 1, sideways: []string{"format"}},
	"format/xarf":          {layer: 1, sideways: []string{"format", "format/intake", "format/tree"}},
	"format/nta":           {layer: 1, sideways: []string{"format"}, modules: []string{"golang.org/x/text"}},
	"format/ofac":          {layer: 1, sideways: []string{"format"}},
	"format/un":            {layer: 1, sideways: []string{"format"}},
	"link":                 {layer: 1},
	"ledger":               {layer: 1, modules: []string{"golang.org/x/mod"}},
	"match":                {layer: 1},
	"resolve":              {layer: 1, sideways: []string{"match"}},
	"resolve/intake":       {layer: 1, sideways: []string{"format", "resolve"}, modules: []string{"go.yaml.in/yaml/v4"}},
	"policy":               {layer: 1, sideways: []string{"format"}, modules: []string{"cel.dev/cel-go", "go.yaml.in/yaml/v4", "google.golang.org/protobuf"}},
	"resolve/arrival":      {layer: 1, sideways: []string{"resolve"}},
	"vault":                {layer: 1, modules: []string{"github.com/tink-crypto/tink-go/v2", "golang.org/x/crypto", "github.com/klauspost/compress"}},
	"format/stix":          {layer: 1, sideways: []string{"format", "format/intake", "format/stix/validate", "format/tree"}},
	"format/stix/validate": {layer: 1, sideways: []string{"format", "format/tree"}},

	// L2: durable
	"lock":             {layer: 2, modules: []string{"golang.org/x/sys"}},
	"index":            {layer: 2, sideways: []string{"index/extsort", "index/fuzzy"}, modules: []string{"golang.org/x/sys"}},
	"index/extsort":    {layer: 2, modules: []string{"golang.org/x/sys"}},
	"index/fuzzy":      {layer: 2},
	"index/party":      {layer: 2, sideways: []string{"index"}},
	"index/register":   {layer: 2, sideways: []string{"index", "index/extsort"}},
	"store":            {layer: 2, modules: []string{"github.com/jackc/pgx/v5", "github.com/pressly/goose/v3", "modernc.org/sqlite"}},
	"store/batch":      {layer: 2, sideways: []string{"store", "store/record"}},
	"store/decision":   {layer: 2, sideways: []string{"store"}},
	"store/book":       {layer: 2, sideways: []string{"store"}},
	"store/casebook":   {layer: 2, sideways: []string{"store", "store/record"}},
	"store/follow":     {layer: 2, sideways: []string{"store", "store/book", "store/casebook", "store/record"}},
	"store/delivery":   {layer: 2, sideways: []string{"store"}},
	"store/job":        {layer: 2, sideways: []string{"store"}},
	"store/log":        {layer: 2, sideways: []string{"store"}, modules: []string{"golang.org/x/mod"}},
	"store/once":       {layer: 2, sideways: []string{"store"}},
	"store/principal":  {layer: 2, sideways: []string{"store"}},
	"store/record":     {layer: 2, sideways: []string{"store"}},
	"store/resolution": {layer: 2, sideways: []string{"store"}},
	"store/source":     {layer: 2, sideways: []string{"store"}},
	"store/storetest":  {layer: 2, sideways: []string{"store", "store/batch", "store/book", "store/casebook", "store/decision", "store/delivery", "store/follow", "store/job", "store/log", "store/once", "store/principal", "store/record", "store/resolution", "store/source"}, modules: []string{"github.com/jackc/pgx/v5", "golang.org/x/mod", "github.com/google/go-cmp", "github.com/google/uuid", "pgregory.net/rapid"}},

	// L3: use cases; they know each other only through jobs
	"archive":          {layer: 3, modules: []string{"github.com/klauspost/compress"}},
	"dispatch":         {layer: 3, modules: []string{"github.com/standard-webhooks/standard-webhooks", "golang.org/x/sync"}},
	"dossier":          {layer: 3},
	"gate":             {layer: 3},
	"health":           {layer: 3, modules: []string{"golang.org/x/sys"}},
	"inventory":        {layer: 3},
	"notary":           {layer: 3, modules: []string{"golang.org/x/mod"}},
	"people":           {layer: 3},
	"resolution":       {layer: 3},
	"search":           {layer: 3},
	"source":           {layer: 3},
	"trace":            {layer: 3},
	"triage":           {layer: 3},
	"work":             {layer: 3},
	"openmatch/corpus": {layer: 3, modules: []string{"golang.org/x/text"}},

	// L4: delivery
	"api":          {layer: 4, sideways: []string{"httpd"}, modules: []string{"github.com/danielgtaylor/huma/v2", "golang.org/x/sync"}},
	"client":       {layer: 4},
	"httpd":        {layer: 4, modules: []string{"github.com/prometheus/client_golang", "golang.org/x/time", "golang.org/x/sync"}},
	"openmatch":    {layer: 4, sideways: []string{"httpd"}},
	"report":       {layer: 4, modules: []string{"golang.org/x/text"}},
	"cmd/sekifuda": {layer: 5, sideways: []string{"world"}, modules: []string{"github.com/alecthomas/kong", "github.com/google/uuid", "golang.org/x/term", "go.yaml.in/yaml/v4", "golang.org/x/sync", "golang.org/x/sys"}},

	// tools
	"examples":           {layer: 0}, // beside internal: files that the command carries
	"layers":             {layer: 0},
	"reliability":        {layer: 0},
	"world/culture":      {layer: 0},
	"world":              {layer: 2, sideways: []string{"world/culture"}, modules: []string{"go.yaml.in/yaml/v4"}},
	"evaluate":           {layer: 3},
	"evaluate/addresses": {layer: 3},
	"evaluate/entities":  {layer: 3},
	"evaluate/links":     {layer: 3, sideways: []string{"evaluate/retrieval"}},
	"evaluate/names":     {layer: 3, sideways: []string{"evaluate/parts"}},
	"evaluate/parity":    {layer: 3, sideways: []string{"evaluate/names", "world/culture", "world"}},
	"evaluate/parts":     {layer: 3, modules: []string{"golang.org/x/text"}},
	"evaluate/tamper":    {layer: 3, sideways: []string{"notary"}},
	"evaluate/retrieval": {layer: 3, sideways: []string{"evaluate/names"}, modules: []string{"golang.org/x/sys", "golang.org/x/text"}},
}

// only narrows what a package may import of this project further than its
// layer does.
var only = map[string][]string{
	"world":         {"entity", "identifier", "record", "world/culture", "format", "format/nta", "format/ofac", "format/un", "format/ftm"},
	"world/culture": {},
}

// never lists imports that the design forbids although the layers allow them.
var never = map[string][]string{
	"index":          {"match", "store"},
	"index/party":    {"match", "store"},
	"index/register": {"match", "store"},
}
