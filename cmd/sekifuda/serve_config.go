package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/sekifuda/sekifuda/internal/dispatch"
	"github.com/sekifuda/sekifuda/internal/httpd"
)

// serveFile is what may stand in the file of --config. Flags and environment
// come before it.
type serveFile struct {
	Data    string `yaml:"data"`
	DB      string `yaml:"db"`
	KeyFile string `yaml:"key_file"`
	Packs   string `yaml:"packs"`
	Zone    string `yaml:"zone"`

	Listen         string `yaml:"listen"`
	URL            string `yaml:"url"`
	TLSCert        string `yaml:"tls_cert"`
	TLSKey         string `yaml:"tls_key"`
	InsecureListen bool   `yaml:"insecure_listen"`
	Policy         string `yaml:"policy"`
	OpenMetrics    bool   `yaml:"open_metrics"`
	OpenMatch      bool   `yaml:"open_match"`
	UpdateToken    string `yaml:"update_token"`
	Log            string `yaml:"log"`
	LogName        string `yaml:"log_name"`

	Limits   limitsFile          `yaml:"limits"`
	Webhooks []dispatch.Endpoint `yaml:"webhooks"`
}

// limitsFile are the limits by their names in the file; what is left out has
// its default.
type limitsFile struct {
	Work        int           `yaml:"work"`
	Batch       int           `yaml:"batch"`
	Queue       int           `yaml:"queue"`
	Wait        time.Duration `yaml:"wait"`
	Rate        float64       `yaml:"rate"`
	Burst       int           `yaml:"burst"`
	Body        int64         `yaml:"body_bytes"`
	Connections int           `yaml:"connections"`
	Header      time.Duration `yaml:"header_time"`
	Read        time.Duration `yaml:"read_time"`
	Write       time.Duration `yaml:"write_time"`
	Idle        time.Duration `yaml:"idle_time"`
	Notice      time.Duration `yaml:"notice_time"`
	Drain       time.Duration `yaml:"drain_time"`
}

// limits fills the defaults in.
func (f limitsFile) limits() (httpd.Limits, error) {
	d := httpd.Defaults(runtime.GOMAXPROCS(0))
	l := httpd.Limits{
		Work: cmp.Or(f.Work, d.Work), Queue: cmp.Or(f.Queue, d.Queue), Wait: cmp.Or(f.Wait, d.Wait),
		Rate: f.Rate, Burst: f.Burst, Body: cmp.Or(f.Body, d.Body), URL: d.URL, Headers: d.Headers, Conns: cmp.Or(f.Connections, d.Conns),
		Header: cmp.Or(f.Header, d.Header), Read: cmp.Or(f.Read, d.Read), Write: cmp.Or(f.Write, d.Write), Idle: cmp.Or(f.Idle, d.Idle),
		Notice: f.Notice, Drain: cmp.Or(f.Drain, d.Drain),
	}
	l.Batch = cmp.Or(f.Batch, max(1, l.Work/4))
	for name, v := range map[string]float64{
		"work": float64(l.Work), "batch": float64(l.Batch), "queue": float64(l.Queue), "wait": float64(l.Wait), "rate": l.Rate, "burst": float64(l.Burst),
		"body_bytes": float64(l.Body), "connections": float64(l.Conns), "header_time": float64(l.Header), "read_time": float64(l.Read),
		"write_time": float64(l.Write), "idle_time": float64(l.Idle), "notice_time": float64(l.Notice), "drain_time": float64(l.Drain),
	} {
		if v < 0 {
			return l, badInput{fmt.Errorf("limits: %s: must not be negative", name)}
		}
	}
	if l.Batch > l.Work {
		return l, badInput{fmt.Errorf("limits: batch is %d, more than work, %d, in all", l.Batch, l.Work)}
	}
	return l, nil
}

// unknownKey finds the key in what the reader of YAML says of one that is none.
var unknownKey = regexp.MustCompile(`field (\S+) not found in type \S+`)

// readServeFile reads the file of --config; "" is an empty one.
func readServeFile(path string) (f serveFile, err error) {
	if path == "" {
		return f, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return f, badInput{fmt.Errorf("--config: %w", err)}
	}
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		text := unknownKey.ReplaceAllString(err.Error(), `there is no key "$1" (docs/operations.md lists them)`)
		return f, badInput{fmt.Errorf("--config %s: %s", path, text)}
	}
	f.Webhooks, err = dispatch.CheckAll(f.Webhooks, os.Getenv)
	if err != nil {
		return f, badInput{fmt.Errorf("--config %s: %w", path, err)}
	}
	for _, p := range []*string{&f.Data, &f.KeyFile, &f.Packs, &f.TLSCert, &f.TLSKey, &f.Policy} {
		if *p != "" && !filepath.IsAbs(*p) { // as seen from the file
			*p = filepath.Join(filepath.Dir(path), *p)
		}
	}
	return f, nil
}

// defaultZone and defaultData are what Flags say; a file may say otherwise where
// neither the command line nor the environment did.
const (
	defaultZone = "Asia/Tokyo"
	defaultData = "./sekifuda-data"
)

// settle joins command line, environment and file, in this order, and the
// defaults.
func (c *serveCmd) settle(a *app) (f serveFile, err error) {
	if f, err = readServeFile(c.Config); err != nil {
		return f, err
	}
	fl := a.flags
	if standard, err := filepath.Abs(defaultData); err == nil && fl.Data == standard {
		fl.Data = cmp.Or(f.Data, fl.Data)
	}
	if fl.Zone == defaultZone {
		fl.Zone = cmp.Or(f.Zone, fl.Zone)
	}
	fl.DB, fl.KeyFile, fl.Packs = cmp.Or(fl.DB, f.DB), cmp.Or(fl.KeyFile, f.KeyFile), cmp.Or(fl.Packs, f.Packs)
	f.Listen = cmp.Or(c.Listen, f.Listen, "127.0.0.1:8080")
	f.URL, f.Policy, f.Log = cmp.Or(c.URL, f.URL), cmp.Or(c.Policy, f.Policy), cmp.Or(c.Log, f.Log, "requests")
	f.LogName, f.UpdateToken = cmp.Or(c.LogName, f.LogName), cmp.Or(c.UpdateToken, f.UpdateToken)
	f.TLSCert, f.TLSKey = cmp.Or(c.TLSCert, f.TLSCert), cmp.Or(c.TLSKey, f.TLSKey)
	f.InsecureListen, f.OpenMetrics, f.OpenMatch = c.InsecureListen || f.InsecureListen, c.OpenMetrics || f.OpenMetrics, c.OpenMatch || f.OpenMatch
	f.Limits.Rate, f.Limits.Work = cmp.Or(c.Rate, f.Limits.Rate), cmp.Or(c.Work, f.Limits.Work)
	return f, f.check()
}

func (f *serveFile) check() error {
	switch {
	case (f.TLSCert == "") != (f.TLSKey == ""):
		return badInput{errors.New("--tls-cert and --tls-key belong together")}
	case f.Log != "requests" && f.Log != "problems" && f.Log != "debug":
		return badInput{fmt.Errorf("--log %q: want requests, problems or debug", f.Log)}
	case f.TLSCert == "" && !f.InsecureListen && !onLoopback(f.Listen):
		return badInput{fmt.Errorf("--listen %s: other machines could read keys and applications on the way: give --tls-cert and --tls-key, "+
			"or --insecure-listen where something in front does TLS", f.Listen)}
	}
	return nil
}

// onLoopback reports whether only this machine reaches an address.
func onLoopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
