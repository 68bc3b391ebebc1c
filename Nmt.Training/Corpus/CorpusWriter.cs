using Nmt.Model.Errors;
using Nmt.Model.Text;

namespace Nmt.Training.Corpus;

/// <summary>Writes the parts of a prepared corpus: cuts pairs into pieces, on all cores, and filters training pairs by their number.</summary>
/// <param name="folder">Where to.</param>
/// <param name="subwords">Counts the pieces.</param>
/// <param name="options">The limits.</param>
/// <param name="report">Told what does not keep to them.</param>
/// <param name="teachers">Models that made pairs.</param>
internal sealed class CorpusWriter(string folder, SubwordTokenizer subwords, FilterOptions options, CorpusReport report, int teachers)
{
    // Pairs that are cut into pieces at once.
    private const int ChunkSize = 8192;

    private readonly LengthFilter _filter = new(options, report);
    private readonly Dictionary<string, PreparedPart> _sizes = [];
    private readonly int[] _made = new int[teachers];

    /// <summary>Of the parts that were written, by name.</summary>
    public IReadOnlyDictionary<string, PreparedPart> Sizes => _sizes;

    /// <summary>Training pairs that were written, by teacher.</summary>
    public IReadOnlyList<int> Made => _made;

    /// <summary>Writes a part, if there is one. Only training pairs are filtered; the test set is written as it was read.</summary>
    /// <exception cref="NmtException">No training pair keeps to the limits.</exception>
    public void Write(string name, IEnumerable<SpooledPair> pairs, CancellationToken cancellation)
    {
        using IEnumerator<SpooledPair[]> chunks = pairs.Chunk(ChunkSize).GetEnumerator();
        if (!chunks.MoveNext())
        {
            return;
        }

        using var writer = new PartWriter(folder, name);
        do
        {
            (int Source, int Target)[] pieces = [.. chunks.Current.AsParallel().AsOrdered().WithCancellation(cancellation)
                .Select(pair => (subwords.Encode(pair.Source).Count, subwords.Encode(pair.Target).Count))];
            foreach ((SpooledPair pair, (int source, int target)) in chunks.Current.Zip(pieces))
            {
                if (name != "train" || Keeps(pair, source, target))
                {
                    writer.Write(name == "test" ? pair.Raw.Source : pair.Source, name == "test" ? pair.Raw.Target : pair.Target, source, target);
                }
            }
        }
        while (chunks.MoveNext());

        if (name == "train" && writer.Size.Pairs == 0)
        {
            throw new NmtException($"--max-length {options.MaxPieces}: no pair is left to train on. Allow more pieces.");
        }

        _sizes[name] = writer.Size with { Made = name == "train" ? _made.Sum() : 0 };
    }

    private bool Keeps(SpooledPair pair, int source, int target)
    {
        if (pair.Teacher is not { } teacher)
        {
            return _filter.Keeps(source, target, pair.Raw);
        }

        bool keeps = _filter.KeepsMade(source, target);
        _made[teacher] += keeps ? 1 : 0;
        return keeps;
    }
}
