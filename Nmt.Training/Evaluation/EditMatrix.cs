namespace Nmt.Training.Evaluation;

/// <summary>
/// The Levenshtein distance between a reference and hypotheses of one length, in a band around the diagonal as wide as
/// Tercom's. Words are numbers. Not thread-safe.
/// </summary>
internal sealed class EditMatrix
{
    private const int BandWidth = 25;
    private const int Unreachable = 1 << 29;

    private readonly int[] _reference;
    private readonly int _length; // of the hypotheses
    private readonly double _slope;
    private readonly int _band;
    private readonly int[][] _rows; // [length + 1][reference + 1], of the hypothesis that was set last
    private int[] _above;
    private int[] _below;

    /// <param name="reference">At least one word.</param>
    /// <param name="length">Words of each hypothesis.</param>
    public EditMatrix(int[] reference, int length)
    {
        _reference = reference;
        _length = length;
        _slope = length > 0 ? (double)reference.Length / length : 1;

        // Where one side is very much longer, the bands of neighbouring rows would not overlap.
        _band = BandWidth < _slope / 2 ? (int)Math.Ceiling((_slope / 2) + BandWidth) : BandWidth;
        _rows = [.. Enumerable.Range(0, length + 1).Select(_ => new int[reference.Length + 1])];
        for (var j = 0; j <= reference.Length; j++)
            _rows[0][j] = j;
        (_above, _below) = (new int[reference.Length + 1], new int[reference.Length + 1]);
    }

    /// <summary>Computes the matrix of a hypothesis; <see cref="DistanceOf"/> and <see cref="Alignment"/> refer to it.</summary>
    /// <returns>Its distance to the reference.</returns>
    public int Set(ReadOnlySpan<int> hypothesis)
    {
        for (var i = 1; i <= _length; i++)
            Fill(i, hypothesis[i - 1], _rows[i - 1], _rows[i]);
        return _rows[_length][_reference.Length];
    }

    /// <summary>The distance of another hypothesis.</summary>
    /// <param name="hypothesis">As long as the one that was set.</param>
    /// <param name="common">How many of its first words are the same: their rows are not computed again.</param>
    public int DistanceOf(ReadOnlySpan<int> hypothesis, int common)
    {
        _rows[common].CopyTo(_above, 0);
        for (var i = common + 1; i <= _length; i++)
        {
            Fill(i, hypothesis[i - 1], _above, _below);
            (_above, _below) = (_below, _above);
        }

        return _above[_reference.Length];
    }

    /// <summary>How the hypothesis that was set becomes the reference, along the cheapest way.</summary>
    public EditAlignment Alignment(ReadOnlySpan<int> hypothesis)
    {
        var alignment = new EditAlignment(_length, _reference.Length);
        var (i, j) = (_length, _reference.Length);
        while (i > 0 || j > 0)
        {
            // Of equally cheap ways the diagonal is preferred, then leaving out a word of the hypothesis.
            var differs = i > 0 && j > 0 && hypothesis[i - 1] != _reference[j - 1] ? 1 : 0;
            if (i > 0 && j > 0 && _rows[i][j] == _rows[i - 1][j - 1] + differs)
                alignment.Pair(--i, --j, differs == 1);
            else if (i > 0 && _rows[i][j] == _rows[i - 1][j] + 1)
                alignment.LeaveOut(--i);
            else
                alignment.Insert(--j, i - 1);
        }

        return alignment;
    }

    private void Fill(int i, int word, int[] above, int[] row)
    {
        var diagonal = (int)Math.Floor(i * _slope);
        var from = Math.Max(0, diagonal - _band);
        var to = i == _length ? _reference.Length + 1 : Math.Min(_reference.Length + 1, diagonal + _band);
        Array.Fill(row, Unreachable);
        for (var j = from; j < to; j++)
        {
            if (j == 0)
            {
                row[0] = above[0] + 1;
                continue;
            }

            var paired = above[j - 1] + (word == _reference[j - 1] ? 0 : 1);
            row[j] = Math.Min(Unreachable, Math.Min(paired, Math.Min(above[j], row[j - 1]) + 1));
        }
    }
}
