namespace Microsoft.ML.Tokenizers;

/// <summary>Cuts a text into the words that no token crosses.</summary>
public abstract class PreTokenizer
{
    /// <summary>Where each word begins and how many UTF-16 units it has. Text between words is lost.</summary>
    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(string text);
}
