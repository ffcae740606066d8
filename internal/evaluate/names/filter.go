package names

// filter says which listed entities can answer a name at all.
type filter struct{}

func (f *filter) candidates(string) []int32 { return nil }
