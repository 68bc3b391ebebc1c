namespace Nmt.Training.Evaluation;

/// <summary>Which words of a hypothesis and of a reference belong together, and which are wrong.</summary>
internal sealed class EditAlignment(int hypothesisLength, int referenceLength)
{
    private readonly int[] _positions = new int[referenceLength];
    private readonly bool[] _hypothesisErrors = new bool[hypothesisLength];
    private readonly bool[] _referenceErrors = new bool[referenceLength];

    /// <summary>
    /// Where in the hypothesis each word of the reference stands; for a missing one the word before its place, -1 at the
    /// beginning.
    /// </summary>
    public ReadOnlySpan<int> Positions => _positions;

    public void Pair(int hypothesis, int reference, bool differ)
    {
        _positions[reference] = hypothesis;
        _hypothesisErrors[hypothesis] = _referenceErrors[reference] = differ;
    }

    public void LeaveOut(int hypothesis) => _hypothesisErrors[hypothesis] = true;

    public void Insert(int reference, int behind)
    {
        _positions[reference] = behind;
        _referenceErrors[reference] = true;
    }

    public bool IsHypothesisRight(int start, int length) => !_hypothesisErrors.AsSpan(start, length).Contains(true);

    public bool IsReferenceMet(int start, int length) => !_referenceErrors.AsSpan(start, length).Contains(true);
}
