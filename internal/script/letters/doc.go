// Package letters compares two words letter block by letter block: Щербаков
// with Shcherbakov, アマゾン with Amazon, يوسف with Yusuf, and Latin spellings
// with each other. What stands for what is learned from pairs of spellings:
// blocks of up to four Latin and three native letters, each more or less
// likely after the letters before it.
//
// The score weighs evidence: how much likelier the two words are as two
// spellings of one name than as two names drawn at random. Short and common
// words say little, even where they agree.
package letters

//go:generate go -C ../../../tools run ./tables/letters -out ../internal/script/letters
