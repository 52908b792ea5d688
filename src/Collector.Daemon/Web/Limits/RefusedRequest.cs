namespace Collector.Daemon.Web.Limits;

/// <summary>Why a request was not answered: the `reason` of `collector_http_requests_refused_total`.</summary>
internal enum RefusedRequest
{
    /// <summary>401: no user, or a wrong password.</summary>
    Unauthorized,

    /// <summary>429: the web configuration's rate.</summary>
    Rate,

    /// <summary>500: the web configuration cannot be used.</summary>
    Unusable,

    /// <summary>503: too many requests at once.</summary>
    Busy,

    /// <summary>503: the client had its share of what may be under way at once.</summary>
    OverShare,

    /// <summary>403: a page of another site sent it.</summary>
    OtherSite,

    /// <summary>413: a body that no endpoint reads.</summary>
    TooLarge,
}
