#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace easel::observe {

using Labels = std::map<std::string, std::string>;

/// Handles to one time series each: cheap to copy, any thread, valid as long as the Metrics.
class Counter {
  public:
    void add(double by = 1);

  private:
    friend class Metrics;
    explicit Counter(void* series) : series_(series) {}
    void* series_;
};

class Gauge {
  public:
    void set(double value);
    void add(double by);

  private:
    friend class Metrics;
    explicit Gauge(void* series) : series_(series) {}
    void* series_;
};

class Histogram {
  public:
    void observe(double value);

  private:
    friend class Metrics;
    explicit Histogram(void* series) : series_(series) {}
    void* series_;
};

/// The registry behind `/metrics`. Asking twice for the same name and labels gives the same
/// series. Label values must come from a closed set: foreign text becomes "other" first.
class Metrics {
  public:
    Metrics();
    ~Metrics();

    Counter counter(const std::string& name, const std::string& help, const Labels& labels = {});
    Gauge gauge(const std::string& name, const std::string& help, const Labels& labels = {});
    /// `bounds`: upper edges of the buckets, rising.
    Histogram histogram(const std::string& name, const std::string& help,
                        const std::vector<double>& bounds, const Labels& labels = {});

    /// Everything in Prometheus' text format, version 0.0.4, with the log lines that were dropped.
    std::string render();

  private:
    struct Registry;
    std::unique_ptr<Registry> registry_;
};

}  // namespace easel::observe
