"""Asks Nominatim or GeoNames for what the gazetteer lacks, when the user allows the network.

One `OnlineGazetteer` a process: a limiter for the whole process (Nominatim allows one request a second),
a user agent of our own, a second try after a failure, and a cache in SQLite that keeps answers and their
absence. Each answer carries provider, licence and the time it was asked for; Nominatim's rows (ODbL) and
GeoNames' (CC BY) lie in tables of their own.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from geomap import __version__
from geomap._ids import content_id, normalised
from geomap.errors import InputError, NetworkError
from geomap.model import Place, Precision

__all__ = ["LICENCES", "OnlineGazetteer", "OnlineSettings", "Provider"]

Provider = Literal["nominatim", "geonames"]

LICENCES: Mapping[Provider, tuple[str, str]] = {
    "nominatim": ("OpenStreetMap, by Nominatim", "ODbL 1.0"),
    "geonames": ("GeoNames web service", "CC BY 4.0"),
}
"""Source and licence of each provider's rows."""

_USER_AGENT = f"geomap/{__version__} (+https://pypi.org/project/geomap/)"
_PRECISION_FROM_M: tuple[tuple[float, Precision], ...] = (
    (2_000.0, "site"),
    (12_000.0, "settlement"),
    (60_000.0, "district"),
)
_DEGREE_M = 111_195.0
_CACHE_WAIT_S = 30.0
_LAT, _LON = 90.0, 180.0


@dataclass(frozen=True, kw_only=True)
class OnlineSettings:
    """How the network is asked.

    Attributes
    ----------
    domain, scheme
        Where the service is; None for the provider's public address. Nominatim's public server asks heavy
        users to run their own.
    username
        GeoNames wants one.
    cache
        The SQLite file; answers are kept across runs.
    interval_s
        Least time between two requests of this process.
    timeout_s, retries
        Patience with one request, and how often it is made again after a failure.
    keep_days, keep_missing_days
        How long an answer, and 'nothing found', are believed.
    """

    provider: Provider = "nominatim"
    domain: str | None = None
    scheme: str = "https"
    username: str | None = None
    cache: Path = field(default_factory=lambda: Path.home() / ".cache" / "geomap" / "online.sqlite")
    interval_s: float = 1.0
    timeout_s: float = 10.0
    retries: int = 2
    keep_days: int = 180
    keep_missing_days: int = 14


class _Limiter:
    """At most one request in ``interval_s``, for all threads of the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self, interval_s: float) -> None:
        with self._lock:
            delay = self._next - time.monotonic()
            if delay > 0:
                time.sleep(delay)
            self._next = time.monotonic() + interval_s

    def pause(self, seconds: float) -> None:
        """Nobody asks again before ``seconds`` from now."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)


_LIMITER = _Limiter()


class OnlineGazetteer:
    """Names to places over the network.

    Parameters
    ----------
    settings
        See `OnlineSettings`.
    now
        Gives the time that stands with an answer (UTC).
    """

    def __init__(
        self,
        settings: OnlineSettings | None = None,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.settings = settings or OnlineSettings()
        self._now = now
        if self.settings.provider == "geonames" and not self.settings.username:
            raise InputError("GeoNames wants a user name: set online_username")

    def find(self, name: str) -> tuple[Place, ...]:
        """Places the provider knows by ``name``, its best first; from the cache where it knows.

        Raises
        ------
        NetworkError
            The service cannot be reached, refuses, or answers with what is no answer; nothing is cached.
        """
        key = normalised(name)
        if not key:
            return ()
        cached = self._cached(key)
        if cached is None:
            cached = tuple(self._place(row) for row in self._ask(name))
            self._keep(key, cached)
        return cached

    def _ask(self, name: str) -> list[Mapping[str, Any]]:
        """The service's rows, checked: name, lat, lon, and what else there is."""
        error: Exception | None = None
        geocoder = (
            self._geocoder()
        )  # before the wait: loading it takes time, and requests would bunch up behind it
        for attempt in range(self.settings.retries + 1):
            _LIMITER.wait(self.settings.interval_s * (2**attempt if attempt else 1))
            try:
                return self._checked(self._geocode(geocoder, name))
            except _Later as late:
                error = late.cause
                _LIMITER.pause(late.seconds)
            except ValueError as wrong:
                raise NetworkError(f"{self._address()}: {wrong}") from wrong
        raise NetworkError(
            f"{self._address()}: no answer for {name!r} after {self.settings.retries + 1} tries: {error}"
        )

    def _geocode(self, geocoder: Any, name: str) -> list[Any]:
        from geopy import exc  # noqa: PLC0415  only where the network is allowed

        try:
            return geocoder.geocode(name, exactly_one=False, **self._query()) or []
        except exc.GeocoderRateLimited as limited:
            raise _Later(limited, float(limited.retry_after or self.settings.interval_s)) from limited
        except (exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges) as refused:
            raise NetworkError(f"{self._address()}: refused: {refused}") from refused
        except exc.GeocoderQueryError as wrong:
            raise NetworkError(f"{self._address()}: cannot answer {name!r}: {wrong}") from wrong
        except exc.GeopyError as failed:
            raise _Later(failed, self.settings.interval_s) from failed
        except (KeyError, TypeError, AttributeError) as nonsense:
            raise ValueError(f"not an answer of {self.settings.provider}: {nonsense!r}") from nonsense

    def _geocoder(self) -> Any:
        from geopy.adapters import URLLibAdapter  # noqa: PLC0415
        from geopy.geocoders import GeoNames, Nominatim  # noqa: PLC0415

        settings = self.settings
        common: dict[str, Any] = {
            "user_agent": _USER_AGENT,
            "timeout": settings.timeout_s,
            "scheme": settings.scheme,
            # The other adapter tries again by itself, past our limiter.
            "adapter_factory": URLLibAdapter,
        }
        if settings.domain:
            common["domain"] = settings.domain
        if settings.provider == "geonames":
            return GeoNames(settings.username, **common)
        return Nominatim(**common)

    def _query(self) -> dict[str, Any]:
        return (
            {"language": "en", "addressdetails": True, "limit": 10}
            if self.settings.provider == "nominatim"
            else {}
        )

    def _checked(self, locations: list[Any]) -> list[Mapping[str, Any]]:
        rows: list[Mapping[str, Any]] = []
        for location in locations:
            lat, lon = float(location.latitude), float(location.longitude)
            if not (-_LAT <= lat <= _LAT and -_LON <= lon <= _LON):
                raise ValueError(f"a place at latitude {lat}, longitude {lon}")
            if not isinstance(location.raw, dict):
                raise ValueError("a place that is no object")  # noqa: TRY004  what the service said is wrong
            rows.append({"lat": lat, "lon": lon, "raw": location.raw, "label": str(location.address)})
        return rows

    def _place(self, row: Mapping[str, Any]) -> Place:
        raw = row["raw"]
        source, licence = LICENCES[self.settings.provider]
        if self.settings.provider == "geonames":
            name = str(raw.get("name") or row["label"])
            country, number, kind = (
                raw.get("countryCode"),
                raw.get("geonameId"),
                str(raw.get("fcode") or "PPL"),
            )
            place_id = f"geonames:{number}" if number else content_id("online", name)
            radius_m = 1000.0
        else:
            name = str(raw.get("name") or row["label"].split(",")[0])
            address = raw.get("address") if isinstance(raw.get("address"), dict) else {}
            country = str(address.get("country_code") or "").upper()
            kind = str(raw.get("type") or raw.get("category") or "place")
            place_id = f"osm:{raw.get('osm_type', 'node')}/{raw.get('osm_id', row['label'])}"
            radius_m = _box_radius_m(raw.get("boundingbox"))
        return Place(
            id=place_id,
            name=name,
            kind=kind,
            country=country if isinstance(country, str) and len(country) == 2 else None,  # noqa: PLR2004  ISO alpha-2
            lon=row["lon"],
            lat=row["lat"],
            radius_m=radius_m,
            precision=next((p for limit, p in _PRECISION_FROM_M if radius_m <= limit), "region"),
            source=f"{source}, asked {self._now():%Y-%m-%d}",
            licence=licence,
        )

    def _address(self) -> str:
        return self.settings.domain or self.settings.provider

    def _cached(self, key: str) -> tuple[Place, ...] | None:
        with self._table() as rows:
            found = rows.execute(
                f"SELECT places, asked FROM {self.settings.provider} WHERE name = ?",  # noqa: S608  two names
                (key,),
            ).fetchone()
        if found is None:
            return None
        places = tuple(Place(**{**p, "other_names": tuple(p["other_names"])}) for p in json.loads(found[0]))
        days = self.settings.keep_days if places else self.settings.keep_missing_days
        asked = dt.datetime.fromisoformat(found[1])
        return places if self._now() - asked < dt.timedelta(days=days) else None

    def _keep(self, key: str, places: tuple[Place, ...]) -> None:
        rows = json.dumps(
            [{f: getattr(p, f) for f in p.__struct_fields__} for p in places], ensure_ascii=False
        )
        _, licence = LICENCES[self.settings.provider]
        with self._table() as table:
            table.execute(
                f"INSERT OR REPLACE INTO {self.settings.provider} VALUES (?, ?, ?, ?)",  # noqa: S608  two names
                (key, rows, self._now().isoformat(), licence),
            )

    @contextmanager
    def _table(self) -> Iterator[sqlite3.Connection]:
        path = self.settings.cache
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=_CACHE_WAIT_S)) as connection, connection:
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {self.settings.provider} "
                    "(name TEXT PRIMARY KEY, places TEXT, asked TEXT, licence TEXT)"
                )
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise InputError(f"{path}: the cache of online answers cannot be used: {error}") from error


class _Later(Exception):  # noqa: N818  a message to the loop, not an error anyone sees
    """The request may be made again after ``seconds``."""

    def __init__(self, cause: Exception, seconds: float) -> None:
        super().__init__(str(cause))
        self.cause = cause
        self.seconds = min(seconds, 60.0)


def _box_radius_m(box: Any) -> float:
    """Half the diagonal, in metres, of Nominatim's box (south, north, west, east); 1 km without one."""
    try:
        south, north, west, east = map(float, box)
    except (TypeError, ValueError):
        return 1000.0
    return max(100.0, 0.5 * _DEGREE_M * math.hypot(north - south, east - west))
