namespace Nmt.Web.Services;

/// <summary>How a request ended.</summary>
internal enum Outcome
{
    Done,

    /// <summary>The caller left, or something newer took its place.</summary>
    Cancelled,

    /// <summary>Too late, no such model, or the server stops.</summary>
    Unavailable,

    Failed,
}
