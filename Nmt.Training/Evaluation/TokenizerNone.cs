namespace Nmt.Training.Evaluation;

/// <summary>The words are what white space separates.</summary>
internal sealed class TokenizerNone : IBleuTokenizer
{
    public string Name => "none";

    public string Separate(string line) => line;
}
