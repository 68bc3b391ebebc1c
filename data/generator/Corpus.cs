using System.Text.RegularExpressions;

namespace Nmt.Data;

/// <summary>The three parts of the corpus. A frame belongs to one of them: what is tested was never seen in its frame.</summary>
internal sealed partial record Corpus(IReadOnlyList<SentencePair> Train, IReadOnlyList<SentencePair> Dev, IReadOnlyList<SentencePair> Test)
{
    public const int DevSize = 500;
    public const int TestSize = 1000;

    // Parts in a hundred of the frames that are held out.
    private const int DevShare = 4;
    private const int TestShare = 7;

    /// <summary>The words of a sentence, in lower case, without punctuation.</summary>
    public static IEnumerable<string> Words(string sentence) => Word().Matches(sentence).Select(match => match.Value.ToLowerInvariant());

    /// <summary>What makes two lines the same to a reader: their words, whatever the capitals and marks.</summary>
    public static string Key(string sentence) => string.Join(' ', Words(sentence));

    /// <summary>A line of a training frame may be typed carelessly; what is tested is not.</summary>
    public static bool IsTraining(string frame) =>
        frame.StartsWith("phrase: ", StringComparison.Ordinal) || Bucket(frame) >= DevShare + TestShare;

    /// <summary>
    /// A stable hash of the frame's name decides. Fixed phrases are always training data. A frame with a word that
    /// training lacks goes there too: a test of words never seen would measure the tables, not the translator.
    /// </summary>
    public static Corpus Split(IReadOnlyList<SentencePair> pairs, StableRandom random)
    {
        HashSet<string> kept = [.. pairs.Where(pair => IsTraining(pair.Frame)).SelectMany(Vocabulary)];
        HashSet<string> back = [.. pairs.Where(pair => !Vocabulary(pair).All(kept.Contains)).Select(pair => pair.Frame)];
        List<SentencePair> train = [.. pairs.Where(pair => IsTraining(pair.Frame) || back.Contains(pair.Frame))];
        HashSet<string> english = [.. train.Select(pair => Key(pair.English))];
        HashSet<string> german = [.. train.Select(pair => Key(pair.German))];
        List<SentencePair> held = [.. pairs.Where(pair => !IsTraining(pair.Frame) && !back.Contains(pair.Frame)
            && !english.Contains(Key(pair.English)) && !german.Contains(Key(pair.German)))];
        random.Shuffle(train);
        random.Shuffle(held);
        return new Corpus(
            train,
            Take(held.Where(pair => Bucket(pair.Frame) < DevShare), DevSize),
            Take(held.Where(pair => Bucket(pair.Frame) >= DevShare), TestSize));
    }

    private static int Bucket(string frame) => (int)(StableHash.Of(frame) % 100);

    private static IEnumerable<string> Vocabulary(SentencePair pair) =>
        Words(pair.English).Select(word => "en:" + word).Concat(Words(pair.German).Select(word => "de:" + word));

    // At most two pairs of one frame, so that no single frame makes the score.
    private static List<SentencePair> Take(IEnumerable<SentencePair> pairs, int size) =>
        [.. pairs.GroupBy(pair => pair.Frame).SelectMany(group => group.Take(2)).Take(size)];

    [GeneratedRegex(@"[\p{L}\p{N}'-]+")]
    private static partial Regex Word();
}
