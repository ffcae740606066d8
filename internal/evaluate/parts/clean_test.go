package parts

import (
	"maps"
	"testing"
)

func TestClean(t *testing.T) {
	rows := []Row{
		{Latin: "oliver", Native: "올리버"}, {Latin: "marlow", Native: "말로우"}, {Latin: "tanner", Native: "태너"}, {Latin: "brockson", Native: "브록슨"},
		{Latin: "o.", Native: "오"}, {Latin: "o", Native: "오"}, {Latin: "oliver", Native: "oliver"},
		{Latin: "kobbenfeld", Native: "리나"},
		{Latin: "goldstern", Native: "גולדשטרן"}, {Latin: "jenna", Native: "ג'נה"}, {Latin: "lirmann", Native: "השני"},
		{Latin: "peltz", Native: "השני"}, {Latin: "kobren", Native: "השני"}, {Latin: "hasani", Native: "השני"},
		{Latin: "peltz", Native: "ペルツ"},
	}
	kept, dropped := Clean(rows)
	if len(kept) != 7 {
		t.Errorf("kept %v", kept)
	}
	want := map[string]int{DropSigns: 1, DropShort: 1, DropScript: 1, DropSounds: 4, DropRepeats: 1}
	if !maps.Equal(dropped, want) {
		t.Errorf("dropped %v, want %v", dropped, want)
	}
}

func TestHangulSounds(t *testing.T) {
	for s, want := range map[string]string{"강민정": "knmnsn", "박철수": "pksls", "한글": "nkl", "읽다": "lt", "없다": "pt", "앉아": "n"} {
		if got, ok := nativeSounds(s); !ok || string(got) != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
}
