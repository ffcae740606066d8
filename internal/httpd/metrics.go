package httpd

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Measure is one figure that another part of the process shows at /metrics. Its
// labels are names, kinds and codes: nothing that follows from one person.
type Measure struct {
	Name, Help string
	Labels     []string
	Counter    bool // it only rises; otherwise it is a gauge
	Read       func() []Value
}

// Value is a figure with the values of the measure's labels.
type Value struct {
	Labels []string
	Value  float64
}

// metrics are what the server counts of itself.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	shed     *prometheus.CounterVec
}

var buckets = []float64{.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10}

func newMetrics(s *Server) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sekifuda_requests_total", Help: "Requests answered, by pattern and status."}, []string{"route", "status"}),
		seconds:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "sekifuda_request_seconds", Help: "Time from entering to the end of the answer.", Buckets: buckets}, []string{"route"}),
		shed:     prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sekifuda_shed_total", Help: "Requests turned away because too many were in work."}, []string{"route"}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.shed, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, measure := range append(doorMeasures(s.door), s.Measures...) {
		m.registry.MustRegister(&measured{measure, prometheus.NewDesc(measure.Name, measure.Help, measure.Labels, nil)})
	}
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 2, ErrorHandling: promhttp.ContinueOnError})
}

func doorMeasures(d *door) []Measure {
	read := func(of func(c Class) float64) func() []Value {
		return func() []Value {
			return []Value{{[]string{"interactive"}, of(Interactive)}, {[]string{"batch"}, of(Batch)}}
		}
	}
	class := []string{"class"}
	return []Measure{
		{Name: "sekifuda_in_work", Help: "Requests in work.", Labels: class, Read: read(func(c Class) float64 { n, _ := d.load(c); return float64(n) })},
		{Name: "sekifuda_waiting", Help: "Requests that wait to be worked on.", Labels: class, Read: read(func(c Class) float64 { _, n := d.load(c); return float64(n) })},
		{Name: "sekifuda_shed_full_total", Help: "Turned away because the queue was full.", Labels: class, Counter: true, Read: read(func(c Class) float64 { return float64(d.turned[c].Load()) })},
		{Name: "sekifuda_shed_late_total", Help: "Turned away after waiting in vain.", Labels: class, Counter: true, Read: read(func(c Class) float64 { return float64(d.expired[c].Load()) })},
	}
}

// measured shows a Measure.
type measured struct {
	Measure
	desc *prometheus.Desc
}

// Describe implements prometheus.Collector.
func (m *measured) Describe(ch chan<- *prometheus.Desc) { ch <- m.desc }

// Collect implements prometheus.Collector.
func (m *measured) Collect(ch chan<- prometheus.Metric) {
	kind := prometheus.GaugeValue
	if m.Counter {
		kind = prometheus.CounterValue
	}
	for _, v := range m.Read() {
		if metric, err := prometheus.NewConstMetric(m.desc, kind, v.Value, v.Labels...); err == nil {
			ch <- metric
		}
	}
}

// counted are the counters of one pattern, found once.
type counted struct {
	requests *prometheus.CounterVec
	seconds  prometheus.Observer
	shed     prometheus.Counter
	mu       sync.RWMutex
	byStatus map[int]prometheus.Counter
}

func (m *metrics) of(e *entry) *counted {
	pattern := e.pattern
	return &counted{
		requests: m.requests.MustCurryWith(prometheus.Labels{"route": pattern}), seconds: m.seconds.WithLabelValues(pattern),
		shed: m.shed.WithLabelValues(pattern), byStatus: map[int]prometheus.Counter{},
	}
}

func (c *counted) count(status int, took time.Duration) {
	c.mu.RLock()
	n := c.byStatus[status]
	c.mu.RUnlock()
	if n == nil {
		n = c.requests.WithLabelValues(strconv.Itoa(status))
		c.mu.Lock()
		c.byStatus[status] = n
		c.mu.Unlock()
	}
	n.Inc()
	c.seconds.Observe(took.Seconds())
}
