// Rows of scores: their log-softmax and their largest entries. Part of kernels.cpp, which includes it in its namespace.

// out = x - log Σ exp x. In place is fine.
void log_softmax(const float* x, int64_t count, float* out) {
    int64_t whole = count / kLanes * kLanes, rest = count - whole;
    Vec top = all(-INFINITY);
    for (int64_t j = 0; j < whole; j += kLanes) top = larger(top, load(x + j));
    if (rest) top = larger(top, load_part(x + whole, rest, -INFINITY));
    float largest = -INFINITY;
    for (int i = 0; i < kLanes; ++i) largest = top[i] > largest ? top[i] : largest;
    Vec mass = Vec{};
    for (int64_t j = 0; j < whole; j += kLanes) mass += exponential(load(x + j) - largest);
    float sum = total(mass);
    if (rest) {
        Vec e = exponential(load_part(x + whole, rest, 0) - largest);
        for (int64_t j = 0; j < rest; ++j) sum += e[j];
    }
    float log_sum = largest + logf(sum);
    for (int64_t j = 0; j < whole; j += kLanes) store(out + j, load(x + j) - log_sum);
    for (int64_t j = whole; j < count; ++j) out[j] = x[j] - log_sum;
}

// Whether a lane of x is above t's, or not a number.
inline bool any_above(Vec x, Vec t) {
#if defined(__AVX512F__)
    return _mm512_cmp_ps_mask((__m512)x, (__m512)t, _CMP_NLE_UQ) != 0;
#elif defined(__AVX2__)
    return _mm256_movemask_ps(_mm256_cmp_ps((__m256)x, (__m256)t, _CMP_NLE_UQ)) != 0;
#else
    return _mm_movemask_ps(_mm_cmpnle_ps((__m128)x, (__m128)t)) != 0;
#endif
}

// The k largest in descending order, of equal ones the first; k ≤ count. False where one is not a number.
bool largest(const float* x, int64_t count, int64_t k, float* values, int64_t* places) {
    int64_t found = 0;
    for (int64_t j = 0; j < count; ++j) {
        // Few entries beat the k best so far, so most vectors are passed over by one comparison.
        if (found == k) {
            while (j + kLanes <= count && !any_above(load(x + j), all(values[k - 1]))) j += kLanes;
            if (j == count) break;
        }
        float value = x[j];
        if (value != value) return false;
        if (found == k && value <= values[k - 1]) continue;
        int64_t at = found < k ? found++ : k - 1;
        for (; at > 0 && values[at - 1] < value; --at) {
            values[at] = values[at - 1];
            places[at] = places[at - 1];
        }
        values[at] = value;
        places[at] = j;
    }
    return true;
}
