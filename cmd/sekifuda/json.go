package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/report"
)

// jsonOutput writes one JSON line for each application.
func jsonOutput(to io.Writer) *output {
	w := bufio.NewWriterSize(to, 1<<16)
	return &output{func(l *gate.Line) error { return report.WriteJSON(w, l) }, w.Flush}
}

func writeJSON(to io.Writer, v any) error {
	enc := json.NewEncoder(to)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}
