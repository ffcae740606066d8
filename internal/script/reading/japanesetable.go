package reading

import (
	_ "embed"
	"sync"
)

//go:generate go -C ../../../tools run ./tables/ja -out ../internal/script/reading/ja.tbl

//go:embed ja.tbl
var jaText string

// japaneseTable is the learned table; see tools/tables/ja.
var japaneseTable = sync.OnceValue(func() *jaTable { return parseJapanese(jaText) })
