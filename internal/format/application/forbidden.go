package application

// forbidden asks package identifier; it is set apart so that one place decides
// how a find is worded.
var forbidden = func(field, text string, typed bool, registered func(string) bool) string { return "" }
