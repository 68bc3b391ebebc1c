namespace Microsoft.ML.Tokenizers;

/// <summary>Text to ids and back.</summary>
public abstract class Tokenizer
{
    /// <summary>What cuts a text into the words that no token crosses.</summary>
    public virtual PreTokenizer? PreTokenizer => null;

    /// <summary>The ids of a text.</summary>
    public abstract IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true);

    /// <summary>The number of ids of a text.</summary>
    public int CountTokens(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, considerPreTokenization, considerNormalization).Count;

    /// <summary>The text of ids.</summary>
    public abstract string Decode(IEnumerable<int> ids);
}
