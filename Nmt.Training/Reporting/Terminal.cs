using System.Text;
using Nmt.Model.Files;

namespace Nmt.Training.Reporting;

/// <summary>
/// The streams that a verb talks to. They come in as a value, so that a test runs a verb without a process.
/// </summary>
/// <param name="In">UTF-8 text, one line a sentence.</param>
/// <param name="Out">Results and nothing else: UTF-8 without a byte order mark, LF.</param>
/// <param name="Error">Progress, warnings and errors.</param>
/// <param name="Interactive">Whether a person watches <paramref name="Error"/>, so that a progress bar makes sense.</param>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool Interactive)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The streams of this process. Invalid UTF-8 on stdin is an error that names the line.</summary>
    public static Terminal OfThisProcess() => new(
        new Utf8LineReader(Console.OpenStandardInput(), "stdin"),
        new StreamWriter(Console.OpenStandardOutput(), Utf8) { NewLine = "\n" },
        new StreamWriter(Console.OpenStandardError(), Utf8) { NewLine = "\n", AutoFlush = true },
        Interactive: !Console.IsErrorRedirected);
}
