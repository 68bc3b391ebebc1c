namespace Nmt.Model.Documents;

/// <summary>A file whose text can be taken out, translated by whatever means, and put back where it stood.</summary>
public interface IDocument
{
    /// <summary>What there is to translate, in reading order; stretches without a letter are left out.</summary>
    IReadOnlyList<TextBlock> Blocks { get; }

    /// <summary>Writes the document with its blocks translated, all else as it was. May be called again.</summary>
    /// <param name="translations">One for each of <see cref="Blocks"/>, in their order.</param>
    /// <param name="output">Receives the complete file.</param>
    void Write(IReadOnlyList<Translation> translations, Stream output);
}
