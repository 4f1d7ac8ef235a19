"""Words that say nothing of a text (days, months, measures), and those that name its field."""

from functools import cache
from pathlib import Path

_MEASURES = """
percent per cent million billion year years week weeks month months day days hour hours minute minutes
people man woman number part time way thing today yesterday tomorrow morning evening night update
photo image video source report story news read more click
prozent euro dollar million millionen milliarden jahr jahre tag tage woche wochen monat monate stunde
stunden minute minuten uhr meter kilometer heute gestern menschen frau herr anfang ende teil zahl bild foto
quelle video meldung mittwochabend
pourcent euros dollars millions milliards an ans année années semaine semaines mois jour jours heure heures
personnes monsieur madame fois partie photo vidéo
euros dólares millones año años semana semanas mes meses día días hora horas personas vez parte foto vídeo
процентов рублей тысяч миллионов миллиардов год года лет неделя месяц день час часов человек раз фото видео
yüzde milyon milyar yıl hafta ay gün saat kişi fotoğraf video lira
درصد میلیون میلیارد سال هفته ماه روز ساعت نفر عکس ویدیو تصویر گزارش خبر
مليون مليار سنة عام أسبوع شهر يوم ساعة شخص صورة فيديو
퍼센트 명 년 월 일 시간 사진 영상 기자 뉴스 지난해 올해
メートル キロ パーセント 円 人 年 月 日 時間 写真 動画 午前 午後 発表
"""
_SUBJECTS = """
politics government election elections crime police court courts law justice economy business markets finance
inflation trade tax energy oil climate environment weather health medicine science technology education
schools university sport football tennis cricket culture music film books art fashion travel food religion
war military defence security migration immigration refugees protest protests violence racism terrorism
diplomacy sanctions women children housing transport aviation internet media space
parliament congress senate democracy budget unemployment jobs strike strikes poverty homelessness agriculture
farming farmers water pollution wildlife animals conservation recycling sustainability wildfire wildfires
earthquake flooding floods hurricane storm drought heatwave snow accident crash explosion fire murder
homicide kidnapping fraud corruption drugs prison prisons terror army navy missiles drones nuclear vaccines
coronavirus pandemic cancer obesity abortion nutrition fitness sleep vaccination research astronomy physics
biology software cybersecurity privacy robotics startups cryptocurrency bitcoin banking banks stocks retail
manufacturing airlines railways cars oil gas renewables parenting family weddings fashion beauty cooking
recipes restaurants gardening photography television theatre museums literature poetry history archaeology
festivals celebrities royals golf rugby basketball baseball boxing swimming cycling athletics tourism hotels
camping christianity islam judaism church lgbtq feminism discrimination gender inequality
politik regierung wahl wahlen kriminalität polizei justiz wirtschaft finanzen inflation handel steuern energie
klima klimawandel umwelt wetter gesundheit medizin wissenschaft technik bildung schule schulen universität
sport fußball kultur musik film kunst mode reise religion krieg militär bundeswehr sicherheit migration
flüchtlinge protest gewalt diplomatie sanktionen frauen kinder wohnen verkehr internet medien gewerkschaft
feuerwehr grundrechte parlament bundestag bundesregierung bundesrat landtag landesregierung koalition
demokratie haushalt arbeitslosigkeit arbeitsmarkt streik streiks armut landwirtschaft bauern wasser umweltschutz
klimaschutz naturschutz tiere artenschutz waldbrand waldbrände erdbeben hochwasser überschwemmung sturm unwetter
dürre hitze schnee unfall unfälle explosion brand feuer mord prozess gericht staatsanwaltschaft ermittlungen
betrug korruption drogen gefängnis terror terrorismus anschlag armee rüstung drohnen atomkraft kernkraft
corona coronavirus pandemie krebs impfung abtreibung ernährung schlaf forschung raumfahrt künstliche software
datenschutz cybersicherheit digitalisierung banken börse aktien einzelhandel industrie autos autoindustrie bahn
nahverkehr flugverkehr luftfahrt strom gas erneuerbare energiewende familie hochzeit schönheit kochen rezepte
restaurants garten fotografie fernsehen theater museum literatur geschichte archäologie festival tennis handball
radsport leichtathletik basketball eishockey formel tourismus urlaub hotels kirche christentum islam judentum
antisemitismus rassismus rechtsextremismus diskriminierung gleichberechtigung asyl einwanderung abschiebung
grenze grenzkontrollen zölle rente renten pflege krankenhaus mindestlohn bürgergeld miete mieten wohnungsbau
demonstration demonstrationen proteste menschenrechte völkerrecht verfassung umfrage bundestagswahl
landtagswahl europawahl verteidigung nato
politique gouvernement élection élections police justice économie inflation commerce énergie climat
environnement santé science éducation école sport football culture musique cinéma mode voyage religion guerre
parlement budget chômage grève grèves pauvreté agriculture agriculteurs eau pollution animaux incendie incendies
séisme inondations tempête sécheresse canicule neige accident explosion meurtre procès fraude corruption drogue
prison terrorisme attentat armée nucléaire pandémie vaccins cancer recherche espace banques bourse industrie
automobile tourisme gastronomie télévision théâtre littérature histoire tennis rugby cyclisme islam racisme
antisémitisme féminisme retraites manifestation manifestations
défense sécurité immigration violence diplomatie femmes enfants logement transports médias pêche
política gobierno elecciones policía justicia economía inflación comercio energía clima salud ciencia
parlamento democracia presupuesto paro huelga pobreza agricultura agua contaminación animales incendio incendios
terremoto inundaciones tormenta sequía nieve accidente explosión asesinato juicio fraude corrupción drogas cárcel
terrorismo ejército nuclear pandemia vacunas cáncer investigación espacio bancos bolsa industria turismo gastronomía
televisión teatro literatura historia tenis baloncesto ciclismo islam racismo feminismo pensiones manifestación
educación deporte fútbol cultura música cine moda religión guerra defensa seguridad migración violencia
mujeres vivienda transporte medios
политика правительство выборы полиция суд экономика инфляция энергетика климат здоровье наука образование
спорт футбол культура музыка кино религия война оборона безопасность миграция
siyaset hükümet seçim polis ekonomi enflasyon enerji iklim sağlık bilim eğitim spor futbol kültür müzik
sinema din savaş güvenlik göç deprem
سیاست دولت انتخابات پلیس اقتصاد تورم انرژی آب‌وهوا سلامت علم آموزش ورزش فوتبال فرهنگ موسیقی سینما دین جنگ امنیت
سياسة الحكومة الانتخابات الشرطة الاقتصاد التضخم الطاقة المناخ الصحة العلوم التعليم الرياضة الثقافة الحرب الأمن
정치 정부 선거 경찰 경제 물가 에너지 기후 건강 과학 교육 스포츠 축구 문화 음악 영화 종교 전쟁 안보
政治 政府 选举 警察 经济 通胀 能源 气候 健康 科学 教育 体育 足球 文化 音乐 电影 宗教 战争 安全 地震
राजनीति सरकार चुनाव पुलिस अर्थव्यवस्था महंगाई ऊर्जा जलवायु स्वास्थ्य विज्ञान शिक्षा खेल क्रिकेट संस्कृति संगीत धर्म युद्ध
"""


@cache
def noise() -> frozenset[str]:
    """Days and months (Unicode CLDR), measures, and words of the trade."""
    days = Path(__file__).with_name("noise.txt").read_text("utf-8")
    return frozenset([*days.split("\n"), *_MEASURES.split()])


@cache
def subjects() -> frozenset[str]:
    """Words under which newsrooms file (after the first level of IPTC Media Topics)."""
    return frozenset(_SUBJECTS.split())
