package names

import "slices"

// Scored is the score of one pair and whether it is a match.
type Scored struct {
	Score int
	Same  bool
}

// Counts is how many pairs were told right and wrong at a threshold, and the
// threshold that would have been best.
type Counts struct {
	TP            int   `json:"tp"`
	FP            int   `json:"fp"`
	FN            int   `json:"fn"`
	TN            int   `json:"tn"`
	Precision     Share `json:"precision"`
	Recall        Share `json:"recall"`
	F1            Share `json:"f1"`
	Threshold     int   `json:"threshold"`
	BestF1        Share `json:"best_f1"`
	BestThreshold int   `json:"best_threshold"`
}

// Count counts at threshold: a score of 0 never matches.
func Count(pairs []Scored, threshold int) Counts {
	c := Counts{Threshold: threshold}
	for _, p := range pairs {
		switch predicted := p.Score >= max(threshold, 1); {
		case predicted && p.Same:
			c.TP++
		case predicted:
			c.FP++
		case p.Same:
			c.FN++
		default:
			c.TN++
		}
	}
	c.Precision, c.Recall, c.F1 = ShareOf(c.TP, c.TP+c.FP), ShareOf(c.TP, c.TP+c.FN), f1(c.TP, c.FP, c.FN)
	c.BestF1, c.BestThreshold = best(pairs)
	return c
}

// f1 is the harmonic mean of precision and recall.
func f1(tp, fp, fn int) Share { return ShareOf(2*tp, 2*tp+fp+fn) }

// best gives the highest F1 that any score as threshold gives, and that score:
// the highest of them where several do.
func best(pairs []Scored) (Share, int) {
	sorted := slices.Clone(pairs)
	slices.SortFunc(sorted, func(a, b Scored) int { return b.Score - a.Score })
	same := 0
	for _, p := range sorted {
		if p.Same {
			same++
		}
	}
	if same == 0 {
		return -1, 0
	}
	tp, threshold, top, of := 0, 0, 0, 1
	for i, p := range sorted {
		if p.Score <= 0 {
			break
		}
		if p.Same {
			tp++
		}
		if i+1 < len(sorted) && sorted[i+1].Score == p.Score {
			continue
		}
		// F1 is 2tp / (predicted + same); compared as fractions, not rounded.
		if tp*of > top*(i+1+same) {
			top, of, threshold = tp, i+1+same, p.Score
		}
	}
	return ShareOf(2*top, of), threshold
}
