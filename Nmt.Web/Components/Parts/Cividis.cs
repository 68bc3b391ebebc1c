namespace Nmt.Web.Components.Parts;

/// <summary>
/// The colour map cividis (Nuñez, Anderton and Renslow 2018): even steps in lightness, and the same to readers with and
/// without a colour vision deficiency.
/// </summary>
internal static class Cividis
{
    private static readonly (byte R, byte G, byte B)[] Anchors =
    [
        (0x00, 0x20, 0x4D), (0x00, 0x30, 0x6F), (0x2A, 0x40, 0x6C), (0x48, 0x52, 0x6B),
        (0x5E, 0x62, 0x6E), (0x72, 0x72, 0x74), (0x87, 0x84, 0x79), (0x9E, 0x96, 0x77),
        (0xB6, 0xA9, 0x71), (0xD0, 0xBE, 0x67), (0xEA, 0xD3, 0x57), (0xFF, 0xEA, 0x46),
    ];

    /// <summary>The colour of a share between 0 and 1, as <c>#rrggbb</c>.</summary>
    public static string At(double share)
    {
        double place = Math.Clamp(share, 0, 1) * (Anchors.Length - 1);
        int below = Math.Min((int)place, Anchors.Length - 2);
        double part = place - below;
        (byte r, byte g, byte b) = Anchors[below];
        (byte nextR, byte nextG, byte nextB) = Anchors[below + 1];
        return $"#{Mix(r, nextR, part):x2}{Mix(g, nextG, part):x2}{Mix(b, nextB, part):x2}";
    }

    /// <summary>What can be read on that colour: white on the dark half, black on the light one.</summary>
    public static string InkAt(double share) => share < 0.5 ? "#ffffff" : "#000000";

    /// <summary>The whole map as 256 colours of three bytes each, red first, for a canvas.</summary>
    public static byte[] Palette() =>
        [.. Enumerable.Range(0, 256).SelectMany(step => Convert.FromHexString(At(step / 255.0).AsSpan(1)))];

    private static int Mix(byte from, byte to, double part) => (int)Math.Round(from + ((to - from) * part));
}
