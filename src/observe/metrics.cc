#include "observe/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "observe/log.h"

namespace easel::observe {

struct Metrics::Registry {
    prometheus::Registry series;
};

void Counter::add(double by) {
    static_cast<prometheus::Counter*>(series_)->Increment(by);
}
void Gauge::set(double value) {
    static_cast<prometheus::Gauge*>(series_)->Set(value);
}
void Gauge::add(double by) {
    static_cast<prometheus::Gauge*>(series_)->Increment(by);
}
void Histogram::observe(double value) {
    static_cast<prometheus::Histogram*>(series_)->Observe(value);
}

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {}
Metrics::~Metrics() = default;

Counter Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
    auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(registry_->series);
    return Counter(&family.Add(labels));
}

Gauge Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels) {
    auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(registry_->series);
    return Gauge(&family.Add(labels));
}

Histogram Metrics::histogram(const std::string& name, const std::string& help,
                             const std::vector<double>& bounds, const Labels& labels) {
    auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(registry_->series);
    return Histogram(&family.Add(labels, prometheus::Histogram::BucketBoundaries(bounds)));
}

std::string Metrics::render() {
    gauge("easel_log_lines_dropped", "Log lines dropped since whoever reads them is too slow.")
        .set(static_cast<double>(dropped_log_lines()));
    return prometheus::TextSerializer().Serialize(registry_->series.Collect());
}

}  // namespace easel::observe
