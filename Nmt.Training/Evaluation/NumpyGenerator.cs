namespace Nmt.Training.Evaluation;

/// <summary>
/// The random numbers of <c>numpy.random.default_rng(seed)</c>, so that a test of significance draws the same samples as
/// sacreBLEU: the generator PCG XSL RR 128/64 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically
/// Good Algorithms for Random Number Generation"), its state spread from the seed by the hash of randutils' seed_seq.
/// </summary>
internal sealed class NumpyGenerator
{
    private static readonly UInt128 Multiplier = new(2549297995355413924, 4865540595714422341);

    private readonly UInt128 _increment;
    private UInt128 _state;
    private uint? _half; // a draw of 64 bits serves two of 32
    private uint _bits;
    private int _bitsLeft;

    public NumpyGenerator(uint seed)
    {
        var words = Spread(seed);
        _increment = (Join(words[2], words[3]) << 1) | 1;
        _state = unchecked((_increment + Join(words[0], words[1])) * Multiplier) + _increment;
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1, every one equally likely (Lemire 2019, arXiv 1805.10941).</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        if (bound == 1)
            return 0;
        var range = (uint)bound;
        var product = (ulong)Next() * range;
        if ((uint)product < range)
        {
            var threshold = (uint)(0x1_0000_0000UL % range);
            while ((uint)product < threshold)
                product = (ulong)Next() * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>One of 32 bits of a draw after the other, the lowest first.</summary>
    public bool Bit()
    {
        if (_bitsLeft == 0)
            (_bits, _bitsLeft) = (Next(), 32);
        var bit = (_bits & 1) != 0;
        _bits >>= 1;
        _bitsLeft--;
        return bit;
    }

    private uint Next()
    {
        if (_half is { } half)
        {
            _half = null;
            return half;
        }

        _state = unchecked((_state * Multiplier) + _increment);
        var draw = ulong.RotateRight((ulong)(_state >> 64) ^ (ulong)_state, (int)(_state >> 122));
        _half = (uint)(draw >> 32);
        return (uint)draw;
    }

    private static UInt128 Join(ulong high, ulong low) => new(high, low);

    /// <summary>Four words of 64 bits out of the seed.</summary>
    private static ulong[] Spread(uint seed)
    {
        Span<uint> pool = stackalloc uint[4];
        var hash = new Hash(0x43B0D7E5, 0x931E8875);
        for (var i = 0; i < pool.Length; i++)
            pool[i] = hash.Of(i == 0 ? seed : 0);
        for (var from = 0; from < pool.Length; from++)
        {
            for (var to = 0; to < pool.Length; to++)
            {
                if (from == to)
                    continue;
                var mixed = unchecked((0xCA01F9DDu * pool[to]) - (0x4973F715u * hash.Of(pool[from])));
                pool[to] = mixed ^ (mixed >> 16);
            }
        }

        hash = new Hash(0x8B51F9DD, 0x58F38DED);
        var words = new ulong[4];
        for (var i = 0; i < words.Length; i++)
        {
            ulong low = hash.Of(pool[2 * i % 4]);
            words[i] = low | ((ulong)hash.Of(pool[((2 * i) + 1) % 4]) << 32);
        }

        return words;
    }

    private sealed class Hash(uint start, uint multiplier)
    {
        private uint _constant = start;

        public uint Of(uint value)
        {
            value ^= _constant;
            _constant = unchecked(_constant * multiplier);
            value = unchecked(value * _constant);
            return value ^ (value >> 16);
        }
    }
}
