package openmatch

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index/register"
	"github.com/sekifuda/sekifuda/internal/source"
)

// one asks one query and gives its response.
func (c *client) one(target, schema, properties string) map[string]any {
	c.t.Helper()
	body := fmt.Sprintf(`{"queries":{"q":{"schema":%q,"properties":{%s}}}}`, schema, properties)
	out, _ := at(c.post(target, body, 200), "responses", "q").(map[string]any)
	return out
}

// idsOf are the ids of results.
func idsOf(v any) (out []string) {
	list, _ := v.([]any)
	for _, e := range list {
		out = append(out, fmt.Sprint(at(e, "id")))
	}
	return out
}

func TestMatchFinds(t *testing.T) {
	c := newClient(t, fixtures(t))
	for _, tc := range []struct{ name, target, schema, properties, want string }{
		{"a name", "/match/default", "Person", `"name":"Zdenka Quillmoor"`, "hb-p1"},
		{"turned round", "/match/default", "Person", `"name":["Quillmoor, Zdenka"]`, "hb-p1"},
		{"another alphabet", "/match/default", "Person", `"name":["Зденка Квиллмур"]`, "hb-p1"},
		{"of a source", "/match/harbour", "Person", `"name":"Zdenka Quillmoor"`, "hb-p1"},
		{"of another source", "/match/guild", "Person", `"name":"Zdenka Quillmoor"`, ""},
		{"of a dataset that entities name", "/match/ost_pep", "Person", `"name":"Zdenka Quillmoor"`, "hb-p1"},
		{"not of that dataset", "/match/ost_pep", "Company", `"name":"Ostrell Lantern Shipping"`, ""},
		{"parts of a name", "/match/default", "Person", `"firstName":"Zdenka","lastName":"Quillmoor"`, "hb-p1"},
		{"a party of any kind", "/match/default", "LegalEntity", `"name":"Zdenka Quillmoor"`, "hb-p1"},
		{"a company is no person", "/match/default", "Company", `"name":"Zdenka Quillmoor"`, ""},
		{"a company", "/match/default", "Company", `"name":"Ostrell Lantern Shipping"`, "hb-c1"},
		{"what is above a company", "/match/default", "Company", `"name":"Lantern Group"`, "hb-l1"},
		{"a ship", "/match/default", "Vessel", `"name":"Grey Heron"`, "hb-v1"},
		{"a thing", "/match/default", "Thing", `"name":"Grey Heron"`, "hb-v1"},
		{"a number alone", "/match/default", "Person", `"idNumber":"qx44918"`, "hb-p1"},
		{"an INN alone", "/match/default", "Company", `"innCode":7701234567`, "hb-c1"},
		{"kanji", "/match/default", "Company", `"name":"関所商事"`, "gd-3"},
		{"nobody", "/match/default", "Person", `"name":"Ulrika Nobbel"`, ""},
		{"included", "/match/default?include_dataset=ost_sanctions", "Person", `"name":"Marek Sverdan"`, ""},
		{"included source", "/match/default?include_dataset=harbour", "Person", `"name":"Marek Sverdan"`, "hb-p2"},
		{"excluded", "/match/default?exclude_dataset=ost_pep", "Person", `"name":"Marek Sverdan"`, ""},
		{"excluded source", "/match/default?exclude_dataset=harbour", "Person", `"name":"Marek Sverdan"`, ""},
		{"excluded schema", "/match/default?exclude_schema=LegalEntity", "Company", `"name":"Lantern Group"`, ""},
		{"topic", "/match/default?topics=sanction", "Person", `"name":"Zdenka Quillmoor"`, "hb-p1"},
		{"another topic", "/match/default?topics=debarment", "Person", `"name":"Zdenka Quillmoor"`, ""},
		{"changed since", "/match/default?changed_since=2024-01-01", "Person", `"name":"Zdenka Quillmoor"`, "hb-p1"},
		{"not changed since", "/match/default?changed_since=2024-06-01T00:00:00", "Person", `"name":"Zdenka Quillmoor"`, ""},
		{"left out", "/match/default?exclude_entity_ids=hb-p1", "Person", `"name":"Zdenka Quillmoor"`, ""},
		{"left out by an old id", "/match/default?exclude_entity_ids=old-zdenka", "Person", `"name":"Zdenka Quillmoor"`, ""},
		{"threshold of all", "/match/default?threshold=0.999", "Person", `"name":"Zdenka Quilmoor"`, ""},
		{"cutoff", "/match/default?threshold=0.999&cutoff=0.5", "Person", `"name":"Zdenka Quilmoor"`, "hb-p1"},
		{"another birth date", "/match/default?threshold=0.8", "Person", `"name":"Zdenka Quillmoor","birthDate":"1983-11-20"`, ""},
	} {
		res := c.one(tc.target, tc.schema, tc.properties)
		if got := strings.Join(idsOf(res["results"]), " "); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
		if at(res, "status") != 200.0 {
			t.Errorf("%s: status %v, open %v", tc.name, res["status"], res["sekifuda_open"])
		}
	}
}

func TestMatchShape(t *testing.T) {
	c := newClient(t, fixtures(t))
	body := `{"queries":{"a":{"id":"mine","schema":"Person","properties":{"name":["Zdenka  Quillmoor"],"birthDate":"1965-03-04","country":"Russia","nationality":["cz"],"gender":"F","banana":"x"}}}}`
	w := c.do("POST", "/match/default?algorithm=logic-v1", body)
	if got := w.Header().Get("X-Batch-Size"); got != "1" {
		t.Errorf("x-batch-size %q", got)
	}
	golden(t, "match", w.Body.Bytes())
}

func TestMatchRefuses(t *testing.T) {
	c := newClient(t, fixtures(t))
	ok := `{"queries":{"q":{"schema":"Person","properties":{"name":"x"}}}}`
	many := strings.Repeat(`"%d":{"schema":"Person","properties":{}},`, 101)
	var numbers []any
	for i := range 101 {
		numbers = append(numbers, i)
	}
	for _, tc := range []struct {
		name, target, body string
		status             int
	}{
		{"dataset", "/match/banana", ok, 404},
		{"algorithm", "/match/default?algorithm=banana", ok, 400},
		{"an alias", "/match/default?algorithm=regression-v1", ok, 200},
		{"schema", "/match/default", `{"queries":{"q":{"schema":"Banana","properties":{}}}}`, 400},
		{"no schema", "/match/default", `{"queries":{"q":{"properties":{"name":"Banana"}}}}`, 422},
		{"no properties", "/match/default", `{"queries":{"q":{"schema":"Person"}}}`, 422},
		{"no queries", "/match/default", `{}`, 422},
		{"empty", "/match/default", `{"queries":{}}`, 400},
		{"too many", "/match/default", `{"queries":{` + strings.TrimSuffix(fmt.Sprintf(many, numbers...), ",") + `}}`, 400},
		{"not JSON", "/match/default", `{`, 422},
		{"a list", "/match/default", `[]`, 422},
		{"config", "/match/default", `{"config":{"banana":1},"queries":{"q":{"schema":"Person","properties":{}}}}`, 400},
		{"known config", "/match/default", `{"config":{"nm_number_mismatch":0.3},"weights":{"name_match":0.5},"queries":{"q":{"schema":"Person","properties":{"name":"x"}}}}`, 200},
		{"limit", "/match/default?limit=501", ok, 422},
		{"no limit", "/match/default?limit=x", ok, 422},
		{"threshold", "/match/default?threshold=x", ok, 422},
		{"since", "/match/default?changed_since=yesterday", ok, 422},
		{"ids", "/match/default?" + strings.Repeat("exclude_entity_ids=x&", 51), ok, 422},
		{"nested lists", "/match/default", `{"queries":{"q":{"schema":"Person","properties":{"name":[["x"]]}}}}`, 400},
		{"long URL", "/match/default?x=" + strings.Repeat("x", 60_000), ok, 414},
		{"not UTF-8", "/match/default", "{\"queries\":{\"q\":{\"schema\":\"Person\",\"properties\":{\"name\":\"\xff\"}}}}", 422},
	} {
		w := c.do("POST", tc.target, tc.body)
		out := c.read(w, tc.name, tc.status)
		if _, list := out["detail"].([]any); tc.status == 422 && (!list || at(out, "detail", 0, "loc") == nil || at(out, "detail", 0, "msg") == nil || at(out, "detail", 0, "type") == nil) {
			t.Errorf("%s: %v", tc.name, out)
		}
		if _, text := out["detail"].(string); tc.status >= 400 && tc.status != 422 && !text {
			t.Errorf("%s: %v", tc.name, out)
		}
	}
	if got := c.do("GET", "/match/default", "").Code; got != 405 {
		t.Errorf("GET: %d", got)
	}
}

// What was not searched is told, never silently empty.
func TestMatchFailsClosed(t *testing.T) {
	live := fixtures(t)
	c := newClient(t, live)
	for _, tc := range []struct {
		name, properties string
		status           float64
		cause            string
	}{
		{"too long", `"name":"` + strings.Repeat("a", 5000) + `"`, 400, "name_too_long"},
		{"no script", `"name":"☃☃"`, 400, "script_unsupported"},
		{"nothing", `"birthDate":"1970"`, 400, "name_empty"},
		{"one of two", `"name":["☃☃","Zdenka Quillmoor"]`, 206, "script_unsupported"},
		{"a date", `"name":"Zdenka Quillmoor","birthDate":"springtime"`, 206, "value_unreadable"},
		{"a country", `"name":"Zdenka Quillmoor","country":"Atlantis"`, 206, "value_unreadable"},
	} {
		res := c.one("/match/default", "Person", tc.properties)
		if res["status"] != tc.status || at(res, "sekifuda_open", 0, "cause") != tc.cause {
			t.Errorf("%s: %v, %v", tc.name, res["status"], res["sekifuda_open"])
		}
	}
	broken := &source.Loaded{Chain: live[0].Chain, Err: errors.New("damaged")}
	broken.Chain.Source = "broken"
	c = newClient(t, append(slices.Clone(live), broken))
	ok := `{"queries":{"q":{"schema":"Person","properties":{"name":"Zdenka Quillmoor"}}}}`
	for _, tc := range []struct {
		target string
		status int
	}{{"/match/default", 503}, {"/match/broken", 503}, {"/match/ost_pep", 503}, {"/match/banana", 503}, {"/match/harbour", 200}, {"/match/default?exclude_dataset=broken", 200}} {
		out := c.post(tc.target, ok, tc.status)
		if detail, text := out["detail"].(string); tc.status == 503 && (!text || !strings.Contains(detail, "broken")) {
			t.Errorf("%s: %v", tc.target, out)
		}
	}
	for _, target := range []string{"/search/default?q=x", "/entities/nobody", "/search/broken"} {
		c.get(target, 503)
	}
	c.get("/entities/hb-p1", 200)
	newClient(t, nil).post("/match/default", ok, 503)
	live[0].List.Close()
	newClient(t, live).post("/match/default", ok, 503)
}

// Where somebody comes from never moves a score.
func TestNationalityIsNoSignal(t *testing.T) {
	c := newClient(t, fixtures(t))
	var first any
	for _, more := range []string{"", `,"nationality":"ru"`, `,"nationality":"jp"`, `,"country":"de","citizenship":"fr"`, `,"birthCountry":"cz"`} {
		res := c.one("/match/default", "Person", `"name":"Zdenka Quillmor"`+more)
		score := at(res, "results", 0, "score")
		if first == nil {
			first = score
		}
		if score == nil || score != first {
			t.Errorf("%s: %v, without it %v", more, score, first)
		}
		if told := at(res, "results", 0, "explanations", featureCountry, "detail"); (told != nil) != (more != "") {
			t.Errorf("%s: explanation %v", more, told)
		}
	}
}

func TestMatchRegister(t *testing.T) {
	row := entity.Row{Process: "01", Name: "株式会社関所商事", EnName: "Sekisho Trading Co., Ltd.", Latest: true, Prefecture: "東京都", City: "中央区", Street: "築地２丁目３０番６号"}
	c := newClient(t, append(fixtures(t), loadRegister(t, "register", register.Row{Number: "3010801813537", Row: row})))
	for _, tc := range []struct{ target, schema, properties, want string }{
		{"/match/register", "Company", `"name":"関所商事"`, "3010801813537"},
		{"/match/register", "Company", `"registrationNumber":"3010801813537"`, "3010801813537"},
		{"/match/register", "Person", `"name":"関所商事"`, ""},
		{"/match/default", "Company", `"name":"関所商事株式会社"`, "gd-3 3010801813537"},
	} {
		res := c.one(tc.target, tc.schema, tc.properties)
		if got := strings.Join(idsOf(res["results"]), " "); got != tc.want {
			t.Errorf("%s %s: %q, want %q (%v)", tc.target, tc.properties, got, tc.want, res["sekifuda_open"])
		}
	}
	if got := idsOf(c.get("/search/register?q=関所商事", 200)["results"]); !slices.Equal(got, []string{"3010801813537"}) {
		t.Errorf("searched by name: %v", got)
	}
	if got := at(c.get("/entities/3010801813537", 200), "caption"); got != "株式会社関所商事" {
		t.Errorf("body: %v", got)
	}
	if got := at(c.get("/search/register?q=a OR b", 200), "total", "relation"); got != "gte" {
		t.Errorf("what a register cannot be asked is not told: %v", got)
	}
	c.get("/entities/3010801813538", 404)
	c.get("/entities/3010801813537/adjacent", 200)
}
