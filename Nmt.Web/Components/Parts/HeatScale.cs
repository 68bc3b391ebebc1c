namespace Nmt.Web.Components.Parts;

/// <summary>How a value becomes a colour. Domains are fixed, so that pictures of different sentences compare.</summary>
public enum HeatScale
{
    /// <summary>0 to 1, dark to light.</summary>
    Share,

    /// <summary>-1 to 1, two colours that meet at 0.</summary>
    Signed,

    /// <summary>Any value by its tanh, two colours that meet at 0.</summary>
    Squashed,
}
