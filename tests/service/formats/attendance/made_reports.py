"""Reports as each tool writes them, with invented people."""

import csv
import io
from collections.abc import Iterable, Sequence

ZOOM = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\r\n"

ZOOM_MEETING = (
    "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,\r\n"
    "812 3456 7890,Atelier,03/24/2026 01:00:00 PM,03/24/2026 03:00:00 PM,h@example.org,120,3,\r\n"
    ",,,,,,\r\n"
)

ZOOM_ROWS = (
    "zoe (Zoé Tremblay),zoe@example.org,03/24/2026 12:50:00 PM,03/24/2026 01:40:00 PM,50,Yes\r\n"
    "Zoé Tremblay,zoe@example.org,03/24/2026 01:30:00 PM,03/24/2026 03:05:00 PM,95,Yes\r\n"
    '"Roy, Luc",,03/24/2026 01:00:00 PM,03/24/2026 02:30:00 PM,90,No\r\n'
)

ZOOM_FRENCH = (
    "Nom (nom original);Adresse e-mail de l’utilisateur;Heure d’arrivée;Heure de départ;"
    "Durée (minutes);Invité;Salle d’attente\r\n"
    "Zoé Tremblay;zoe@example.org;24/03/2026 12:55:00;24/03/2026 13:00:00;5;Oui;Oui\r\n"
    "Zoé Tremblay;zoe@example.org;24/03/2026 13:00:00;24/03/2026 15:00:00;120;Oui;Non\r\n"
    "Luc Roy;;24/03/2026 13:00:00;24/03/2026 14:30:00;90;Non;Non\r\n"
)

WEBINAR = """Attendee Report
Report Generated:,"Mar 24, 2026 04:00 PM"
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,Unique Viewers
DATAide,812 3456 7890,"Mar 24, 2026 01:00 PM",60,3,2
Host Details,
User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest
Animation,h@example.org,"Mar 24, 2026 12:50 PM","Mar 24, 2026 02:00 PM",70,No
Panelist Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest
Yes,Panéliste,p@example.org,"Mar 24, 2026 12:50 PM","Mar 24, 2026 02:00 PM",70,No
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,zozo,Zoé,Tremblay,zoe@example.org,"Mar 12, 2026 11:49 AM",approved,"Mar 24, 2026 01:00 PM","Mar 24, 2026 02:00 PM",60,Yes,Canada
No,Luc Roy,Luc,Roy,luc@example.org,"Mar 12, 2026 11:49 AM",approved,--,--,--,--,
Yes,Ève,Ève,Lê,eve@example.org,"Mar 12, 2026 11:49 AM",approved,--,--,--,--,
Other Attended,
User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name
14385550100,"Mar 24, 2026 01:30 PM","Mar 24, 2026 02:00 PM",30,Canada
"""  # noqa: E501 -- as the tool writes it

TEAMS = (
    "1. Summary\r\n"
    "Meeting title\tAtelier\r\n"
    "Attended participants\t3\r\n"
    "Start time\t3/24/26, 1:00:00 PM\r\n"
    "End time\t3/24/26, 3:00:00 PM\r\n"
    "Meeting duration\t2h 0m 0s\r\n"
    "Average attendance time\t1h 30m 0s\r\n"
    "\r\n"
    "2. Participants\r\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\r\n"
    "Zoé Tremblay\t3/24/26, 1:00:00 PM\t3/24/26, 3:00:00 PM\t1h 30m 0s\t"
    "zoe@example.org\tz@t.example\tPresenter\r\n"
    "Luc Roy (Unverified)\t3/24/26, 1:00:00 PM\t3/24/26, 2:30:00 PM\t1h 2m 30s\t\t\tAttendee\r\n"
    "Ève Lê\t3/24/26, 1:00:00 PM\t3/24/26, 2:30:00 PM\t1h 30m\t\t\tAttendee\r\n"
    "\r\n"
    "3. In-Meeting Activities\r\n"
    "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\r\n"
    "Zoé Tremblay\t3/24/26, 1:00:00 PM\t3/24/26, 2:00:00 PM\t1h 0m 0s\t"
    "zoe@example.org\tPresenter\r\n"
    "Zoé Tremblay\t3/24/26, 2:30:00 PM\t3/24/26, 3:00:00 PM\t30m 0s\tzoe@example.org\tPresenter\r\n"
)

TEAMS_FRENCH = (
    "1. Résumé\r\n"
    "Titre de la réunion\tAtelier\r\n"
    "Heure de début\t2026-03-24, 13:00:00\r\n"
    "Heure de fin\t2026-03-24, 15:00:00\r\n"
    "\r\n"
    "2. Participants\r\n"
    "Nom\tPremière connexion\tDernière déconnexion\tDurée de la réunion\tE-mail\tRôle\r\n"
    "Zoé Tremblay\t2026-03-24, 13:00:00\t2026-03-24, 15:00:00\t1 h 30 min 0 s\t"
    "zoe@example.org\tPrésentateur\r\n"
    "Luc Roy (Non vérifié)\t2026-03-24, 13:00:00\t2026-03-24, 14:30:00\t1 h 2 min 30 s\t"
    "\tParticipant\r\n"
    "\r\n"
    "3. Activités en réunion\r\n"
    "Nom\tHeure de connexion\tHeure de déconnexion\tDurée\tE-mail\tRôle\r\n"
    "Zoé Tremblay\t2026-03-24, 13:00:00\t2026-03-24, 14:00:00\t1 h 0 min 0 s\t"
    "zoe@example.org\tPrésentateur\r\n"
    "Zoé Tremblay\t2026-03-24, 14:30:00\t2026-03-24, 15:00:00\t30 min 0 s\t"
    "zoe@example.org\tPrésentateur\r\n"
)

TEAMS_2021 = (
    "Meeting Summary\r\n"
    "Total Number of Participants\t2\r\n"
    "Meeting Title\tAtelier\r\n"
    "Meeting Start Time\t3/24/2026, 1:00:00 PM\r\n"
    "Meeting End Time\t3/24/2026, 3:00:00 PM\r\n"
    "Meeting Id\t453adbad-3672-4bde-92d0-6be3049eb379\r\n"
    "\r\n"
    "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\r\n"
    "Zoé Tremblay\t3/24/2026, 1:00:00 PM\t3/24/2026, 3:00:00 PM\t1h 30m\t"
    "zoe@example.org\tOrganizer\tz@t.example\r\n"
    "Luc Roy (Guest)\t3/24/2026, 1:30:00 PM\t3/24/2026, 2:00:11 PM\t30m 11s\t\tAttendee\t\r\n"
)

TEAMS_LIST = (
    "Full Name\tUser Action\tTimestamp\r\n"
    "Zoé Tremblay\tJoined before\t3/24/2026, 1:00:00 PM\r\n"
    "Luc Roy\tJoined\t3/24/2026, 1:10:00 PM\r\n"
    "Zoé Tremblay\tLeft\t3/24/2026, 1:40:00 PM\r\n"
    "Zoé Tremblay\tJoined\t3/24/2026, 2:00:00 PM\r\n"
    "Luc Roy\tLeft\t3/24/2026, 2:30:00 PM\r\n"
)

TEAMS_LIST_FRENCH = (
    "Nom complet\tAction de l’utilisateur\tDate et heure\r\n"
    "Zoé Tremblay\tRejoint\t24/03/2026 à 13:00:00\r\n"
    "Zoé Tremblay\tA quitté l'appel\t24/03/2026 à 13:40:00\r\n"
    "Luc Roy\tRejoint\t24/03/2026 à 13:10:00\r\n"
    "Luc Roy\tA quitté l'appel\t24/03/2026 à 14:30:00\r\n"
)

BIGBLUEBUTTON = (
    "Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Reactions,Poll Votes,"
    "Raise Hands,Join,Left,Duration,Yes or no?\r\n"
    '"Zoé Tremblay","TRUE","0","00:10:00","-","3","0","0","0",'
    '"3/24/2026, 01:00:00 PM","3/24/2026, 03:00:00 PM","01:30:00","Yes"\r\n'
    '"Luc Roy","FALSE","2.5","-","-","0","0","1","0",'
    '"3/24/2026, 01:00:00 PM","3/24/2026, 02:00:00 PM","01:00:00","-"\r\n'
    '"Anonymous","","","","","","","","","","","","No"\r\n'
)

BIGBLUEBUTTON_FRENCH = (
    "Nom,Modérateur,Résultats pour l'activité,Temps de conversation,Temps de partage de caméra,"
    "Messages,Réactions,Votes du sondage,Mains levées,Rejoindre,Quitté,Durée\r\n"
    '"Zoé Tremblay","TRUE","0","00:10:00","-","3","0","0","0",'
    '"2026-03-24 13 h 00 min 00 s","2026-03-24 15 h 00 min 00 s","01:30:00"\r\n'
    '"Luc Roy","FALSE","2,5","-","-","0","0","1","0",'
    '"24/03/2026 13:00:00","-","01:00:00"\r\n'
)


def cells(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def delimited(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()
