namespace Nmt.Tests;

/// <summary>Where the golden files lie beside the test program.</summary>
internal static class Golden
{
    public static string PathOf(params string[] parts) =>
        Path.Combine([AppContext.BaseDirectory, "Golden", .. parts]);
}
