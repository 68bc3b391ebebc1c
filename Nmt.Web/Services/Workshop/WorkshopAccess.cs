using Microsoft.AspNetCore.Components.Authorization;

namespace Nmt.Web.Services.Workshop;

/// <summary>Whether the reader of one circuit may change the server.</summary>
public sealed class WorkshopAccess(AuthenticationStateProvider reader)
{
    public async Task<bool> IsOpenAsync() => WorkshopDoor.IsOpenTo((await reader.GetAuthenticationStateAsync()).User);
}
