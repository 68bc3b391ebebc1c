using System.Text.RegularExpressions;
using Nmt.Model.Files;
using Nmt.Model.Text;
using Nmt.Training.Corpus;

namespace Nmt.Training.Evaluation;

/// <summary>Which words of a source are rare.</summary>
internal sealed class WordRarity
{
    private const int RareCount = 5;
    private const int RarePieces = 3;

    private readonly Func<string, bool> _isRare; // of a word with the space before it

    private WordRarity(string note, Func<string, bool> isRare)
    {
        Note = note;
        _isRare = isRare;
    }

    /// <summary>What counts as rare.</summary>
    public string Note { get; }

    /// <summary>Rare is what a text, such as the training data, has a few times only.</summary>
    /// <exception cref="Nmt.Model.Errors.NmtException">The file cannot be read.</exception>
    public static WordRarity FromText(string path)
    {
        var counts = new WordCounts();
        foreach (var line in Utf8LineReader.ReadLines(path))
            counts.Add(Normalizer.Normalize(line));
        return new WordRarity(
            $"Words that occur at most {RareCount} times in {path}.",
            word => counts.Words.GetValueOrDefault(word) <= RareCount);
    }

    /// <summary>Rare is what the vocabulary spells in several pieces, since frequent words have a piece of their own.</summary>
    public static WordRarity FromVocabulary(SubwordTokenizer tokenizer) => new(
        $"Words that the model's vocabulary spells in {RarePieces} pieces or more.",
        word => tokenizer.Encode(word.TrimStart()).Count >= RarePieces);

    /// <summary>How many rare words a line has; numbers and punctuation are none.</summary>
    public int Count(string line)
    {
        var count = 0;
        foreach (Match match in WordPattern.Regex.Matches(" " + Normalizer.Normalize(line)))
        {
            if (match.Value.Any(char.IsLetter) && _isRare(match.Value))
                count++;
        }

        return count;
    }
}
