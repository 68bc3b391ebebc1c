namespace Nmt.Model;

/// <summary>From which language into which: what a model was trained to do. A model may have one direction or several.</summary>
/// <param name="Source">Code of the language that is read, as "en".</param>
/// <param name="Target">Code of the language that is written, as "de".</param>
public sealed record TranslationDirection(string Source, string Target)
{
    /// <summary>As "en-de".</summary>
    public override string ToString() => $"{Source}-{Target}";
}
