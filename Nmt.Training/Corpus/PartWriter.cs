using System.Text;

namespace Nmt.Training.Corpus;

/// <summary>Writes the two files of one part of a prepared corpus and counts what goes into them.</summary>
internal sealed class PartWriter : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly StreamWriter _source;
    private readonly StreamWriter _target;

    public PartWriter(string folder, string part)
    {
        _source = new StreamWriter(Path.Combine(folder, $"{part}.src"), append: false, Utf8) { NewLine = "\n" };
        _target = new StreamWriter(Path.Combine(folder, $"{part}.tgt"), append: false, Utf8) { NewLine = "\n" };
    }

    /// <summary>What was written so far.</summary>
    public PreparedPart Size { get; private set; } = new(0, 0, 0);

    public void Write(string source, string target, int sourcePieces, int targetPieces)
    {
        _source.WriteLine(source);
        _target.WriteLine(target);
        Size = new PreparedPart(Size.Pairs + 1, Size.SourcePieces + sourcePieces, Size.TargetPieces + targetPieces);
    }

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }
}
