// Cross-entropy with smoothed labels, Adam, the norm of gradients. Part of kernels.cpp, which includes it in its namespace.

float cross_entropy(const float* logits, const SmoothedRow& row, float* log_sum, float* gradient) {
    int64_t whole = row.classes / kLanes * kLanes, rest = row.classes - whole;
    Vec top = all(-INFINITY), sum = Vec{};
    for (int64_t j = 0; j < whole; j += kLanes) {
        Vec x = load(logits + j);
        top = larger(top, x);
        sum += x;
    }
    float largest = -INFINITY, plain = total(sum);
    for (int i = 0; i < kLanes; ++i) largest = top[i] > largest ? top[i] : largest;
    for (int64_t j = whole; j < row.classes; ++j) {
        largest = logits[j] > largest ? logits[j] : largest;
        plain += logits[j];
    }
    Vec mass = Vec{};
    for (int64_t j = 0; j < whole; j += kLanes) {
        Vec e = exponential(load(logits + j) - largest);
        mass += e;
        if (gradient) store(gradient + j, e);
    }
    if (rest) {
        Vec e = exponential(load_part(logits + whole, rest, -INFINITY) - largest);
        for (int64_t j = rest; j < kLanes; ++j) e[j] = 0;
        mass += e;
        if (gradient) store_part(gradient + whole, e, rest);
    }
    float weight = total(mass);
    *log_sum = largest + logf(weight);
    float hit = logits[row.target], spread = row.smoothing / row.classes;
    if (gradient) {
        float by = row.scale / weight, less = row.scale * spread;
        for (int64_t j = 0; j < whole; j += kLanes) store(gradient + j, load(gradient + j) * by - less);
        for (int64_t j = whole; j < row.classes; ++j) gradient[j] = gradient[j] * by - less;
        gradient[row.target] -= row.scale * (1.0f - row.smoothing);
    }
    return *log_sum - (1.0f - row.smoothing) * hit - spread * plain;
}

void cross_entropy_gradient(const float* logits, const SmoothedRow& row, float log_sum, float* gradient) {
    int64_t whole = row.classes / kLanes * kLanes, rest = row.classes - whole;
    float less = row.scale * row.smoothing / row.classes;
    for (int64_t j = 0; j < whole; j += kLanes)
        store(gradient + j, exponential(load(logits + j) - log_sum) * row.scale - less);
    if (rest) {
        Vec e = exponential(load_part(logits + whole, rest, 0) - log_sum);
        store_part(gradient + whole, e * row.scale - less, rest);
    }
    gradient[row.target] -= row.scale * (1.0f - row.smoothing);
}

void adam(const AdamRange& a) {
    float rest1 = 1.0f - a.beta1, rest2 = 1.0f - a.beta2;
    for (int64_t i = 0; i < a.count; ++i) {
        float p = a.parameter[i] * a.shrink;
        float g = a.sign * a.gradient[i] + a.decay * p;
        float m = a.first[i] * a.beta1 + rest1 * g;
        float v = a.second[i] * a.beta2 + rest2 * g * g;
        a.first[i] = m;
        a.second[i] = v;
        a.parameter[i] = p - a.step_size * (m / (sqrtf(v) / a.correction2_sqrt + a.eps));
    }
}

double sum_of_squares(const float* values, int64_t count) {
    Vec sums[4] = {};
    int64_t i = 0;
    for (; i + 4 * kLanes <= count; i += 4 * kLanes)
        for (int s = 0; s < 4; ++s) {
            Vec x = load(values + i + s * kLanes);
            sums[s] += x * x;
        }
    double sum = 0;
    for (int s = 0; s < 4; ++s)
        for (int lane = 0; lane < kLanes; ++lane) sum += sums[s][lane];
    for (; i < count; ++i) sum += static_cast<double>(values[i]) * values[i];
    return sum;
}
