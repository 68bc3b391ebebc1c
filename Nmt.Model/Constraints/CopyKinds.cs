namespace Nmt.Model.Constraints;

/// <summary>What of a source is to stand in its translation unchanged.</summary>
[Flags]
public enum CopyKinds
{
    None = 0,

    /// <summary>Digits with the marks inside them: 42, 3.14, 12:30, 1/2.</summary>
    Numbers = 1,

    /// <summary>http, https, ftp and www addresses.</summary>
    Urls = 2,

    /// <summary>E-mail addresses.</summary>
    Emails = 4,

    /// <summary>Capitalised words that do not begin a sentence, and words in capitals of two letters or more.</summary>
    Names = 8,

    /// <summary>What stands in [[double brackets]]; the brackets themselves are not translated.</summary>
    Marked = 16,
}
