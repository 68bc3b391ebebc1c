using Nmt.Model.Text;

namespace Nmt.Web.Services;

/// <summary>A text beyond the limit of one request, in parts within it.</summary>
internal static class LongText
{
    // Of the limit: as far as is looked ahead, so that the time grows with the text and not with its square.
    private const int Window = 2;

    /// <summary>
    /// Parts and the gaps between them, which together are the text. It is cut at the end of a sentence where one is
    /// within reach, else at a clause or a space, else between two characters.
    /// </summary>
    /// <param name="text">A normalized text: single spaces, none at either end.</param>
    /// <param name="most">The longest part, in UTF-16 units; a single character may have more.</param>
    public static IEnumerable<TextSpan> Cut(string text, int most)
    {
        int start = 0;
        while (text.Length - start > most)
        {
            string window = text[start..Math.Min(text.Length, start + (Window * most))];
            TextSpan part = SegmentCutter.Cut(window, each => each.Length <= most)[0];
            yield return part;
            start += part.Text.Length;
            if (start < text.Length && text[start] == ' ')
            {
                yield return new TextSpan(" ", IsGap: true);
                start++;
            }
        }

        if (start < text.Length)
        {
            yield return new TextSpan(text[start..], IsGap: false);
        }
    }
}
