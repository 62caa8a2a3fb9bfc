"""Small lists in each format, with people that there are not."""

# ruff: noqa: E501 - markup is read best as it is published
from __future__ import annotations

import json
from pathlib import Path

UN = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- made for a test -->
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>1</DATAID>
      <FIRST_NAME>SAMIR</FIRST_NAME><SECOND_NAME>YUSUF</SECOND_NAME><THIRD_NAME>NABULI,</THIRD_NAME>
      <FOURTH_NAME>JR</FOURTH_NAME>
      <UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
      <REFERENCE_NUMBER>QDi.9001</REFERENCE_NUMBER>
      <LISTED_ON>2011-05-02</LISTED_ON>
      <GENDER>Male</GENDER>
      <NAME_ORIGINAL_SCRIPT>سمير يوسف
         النابلي</NAME_ORIGINAL_SCRIPT>
      <COMMENTS1>Thought to live in Sirte.</COMMENTS1>
      <TITLE><VALUE>Dr.</VALUE></TITLE>
      <DESIGNATION><VALUE>Treasurer</VALUE><VALUE>Envoy</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Libya</VALUE><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY>
      <NATIONALITY><VALUE>na</VALUE></NATIONALITY>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS>
        <QUALITY>Good</QUALITY><ALIAS_NAME>Sameer al-Nabuli; Samir Nabouli</ALIAS_NAME>
        <DATE_OF_BIRTH>1960-11-13</DATE_OF_BIRTH>
        <CITY_OF_BIRTH>Sirte</CITY_OF_BIRTH><COUNTRY_OF_BIRTH>Libya</COUNTRY_OF_BIRTH>
        <NOTE>formerly listed as</NOTE>
      </INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>أبو زيتون (Abu Zaytun; Abu Zeitoun)</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Nabuli, Samir</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS>
        <QUALITY>Low</QUALITY><ALIAS_NAME>Abu Laila</ALIAS_NAME><NOTE>In Arabic: أبو ليلى</NOTE>
      </INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><CITY>Sirte</CITY><COUNTRY>Libya</COUNTRY></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_ADDRESS><COUNTRY>Syrian Arab Republic</COUNTRY></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1961-03-02</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1961</YEAR><NOTE>Nov. 1961</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1958</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH>
        <TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1960</TO_YEAR>
      </INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><NOTE>24/06/1402 (Hijri Calendar)</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Misrata</CITY><COUNTRY>Libya</COUNTRY><NOTE>(old town)</NOTE></INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT>
        <TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>LY99</NUMBER><ISSUING_COUNTRY>Libya</ISSUING_COUNTRY>
      </INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT/>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>2</DATAID>
      <FIRST_NAME>FALCON TRADING COMPANY (FTC) ; FALCON LINES, LTD</FIRST_NAME>
      <UN_LIST_TYPE>Libya</UN_LIST_TYPE>
      <REFERENCE_NUMBER>LYe.9001</REFERENCE_NUMBER>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Old Falcon</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>شركة الصقر (Al Saqr Co. (ASC))</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><COUNTRY>Panama</COUNTRY></ENTITY_ADDRESS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"""

_NULLS = ",".join(["-0- "] * 7)
SDN = (
    '36,"FALCON AIRLINES, S.A.",-0- ,"LIBYA2] [SDGT",' + ",".join(["-0- "] * 8) + "\r\n"
    '101,"NABULI, Samir Yusuf, Jr.","individual","SDGT","Treasurer",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 14 Jun 1961; alt. DOB circa 1958; alt. DOB 1955 to 1960; POB Misrata, Libya; nationality Libya; '
    "citizen Korea, North; Gender Male; Passport LY99 (Libya) expires 12 May 2020; alt. National ID No. 4-5 (Iran); "
    "Phone Number 5551; a.k.a. 'YAKH'YO'; a.k.a. 'ZAYTUN, Abu'; Linked To: FALCON AIRLINES; and was\"\r\n"
    '202,"FALCON STAR","vessel","SDGT",-0- ,"CALL9","Bulk Carrier","1","2","Panama","Falcon Lines",'
    '"Vessel Registration Identification IMO 9123456."\r\n'
    '303,"EP-XYZ","aircraft","IRAN",' + _NULLS + ',"Aircraft Model A300."\r\n'
    "\x1a\r\n"
)
ALT = (
    '36,1,"fka","OLD FALCON",-0- \r\n'
    '101,2,"aka","AL-NABOULI, Sameer",-0- \r\n'
    '101,3,"aka","SAMIR","as printed"\r\n'
    "\x1a\r\n"
)
ADD = (
    '36,1,-0- ,"Tripoli","Libya",-0- \r\n'
    '36,2,-0- ,"Panama City","Panama",-0- \r\n'
    "101,3,-0- ,-0- ,-0- ,-0- \r\n"
    '202,4,-0- ,-0- ,"undetermined",-0- \r\n'
    "303,5,-0- ,-0- ,-0- ,-0- \r\n"
    "\x1a\r\n"
)
COMMENTS = '101,"seen in 2019; POB Sirte, Libya."\r\n\x1a\r\n'
TABLES = {"sdn.csv": SDN, "alt.csv": ALT, "add.csv": ADD, "sdn_comments.csv": COMMENTS}

OFAC_SPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML"
OFAC = f"""<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="{OFAC_SPACE}" Version="3">
  <DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>8</Month><Day>7</Day></DateOfIssue>
  <ReferenceValueSets>
    <AliasTypeValues>
      <AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType><AliasType ID="1403">Name</AliasType>
    </AliasTypeValues>
    <AreaCodeValues><AreaCode ID="7" CountryID="7" Description="Iran">IR</AreaCode></AreaCodeValues>
    <CountryValues>
      <Country ID="5" ISO2="LY">Libya</Country><Country ID="9">undetermined</Country>
    </CountryValues>
    <DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
    <FeatureTypeValues>
      <FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>
      <FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="11">Citizenship Country</FeatureType>
      <FeatureType ID="25">Location</FeatureType><FeatureType ID="26">Title</FeatureType>
      <FeatureType ID="224">Gender</FeatureType><FeatureType ID="344">Digital Currency Address - XBT</FeatureType>
      <FeatureType ID="1">Vessel Call Sign</FeatureType><FeatureType ID="3">Vessel Flag</FeatureType>
      <FeatureType ID="125">Additional Sanctions Information -</FeatureType>
    </FeatureTypeValues>
    <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
    <ListValues><List ID="1550">SDN List</List></ListValues>
    <LocPartTypeValues>
      <LocPartType ID="1">Unknown</LocPartType><LocPartType ID="1451">ADDRESS1</LocPartType>
      <LocPartType ID="1454">CITY</LocPartType>
    </LocPartTypeValues>
    <NamePartTypeValues>
      <NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
      <NamePartType ID="1522">Middle Name</NamePartType><NamePartType ID="1526">Vessel Name</NamePartType>
    </NamePartTypeValues>
    <PartySubTypeValues>
      <PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType>
    </PartySubTypeValues>
    <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="4">Transport</PartyType></PartyTypeValues>
    <SanctionsTypeValues>
      <SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="1705">Block</SanctionsType>
    </SanctionsTypeValues>
    <ScriptValues><Script ID="215">Latin</Script><Script ID="160">Arabic</Script></ScriptValues>
  </ReferenceValueSets>
  <Locations>
    <Location ID="25"><LocationCountry CountryID="5"/></Location>
    <Location ID="26">
      <LocationAreaCode AreaCodeID="7"/>
      <LocationPart LocPartTypeID="1454"><LocationPartValue Primary="false"><Value>طهران</Value></LocationPartValue>
        <LocationPartValue Primary="true"><Value>Tehran</Value></LocationPartValue></LocationPart>
      <LocationPart LocPartTypeID="1451"><LocationPartValue Primary="true"><Value>Mill Street 5</Value></LocationPartValue></LocationPart>
    </Location>
    <Location ID="27"><LocationPart LocPartTypeID="1"><LocationPartValue Primary="true"><Value>Syria</Value></LocationPartValue></LocationPart></Location>
    <Location ID="28"><LocationCountry CountryID="9"/></Location>
  </Locations>
  <IDRegDocuments>
    <IDRegDocument ID="2" IDRegDocTypeID="1571" IdentityID="6746" IssuedBy-CountryID="5">
      <Comment/><IDRegistrationNo>LY99</IDRegistrationNo>
    </IDRegDocument>
  </IDRegDocuments>
  <DistinctParties>
    <DistinctParty FixedRef="2674">
      <Comment>A made person.</Comment>
      <Profile ID="2674" PartySubTypeID="4">
        <Identity ID="6746" FixedRef="2674" Primary="true" False="false">
          <Alias FixedRef="2674" AliasTypeID="1403" Primary="true" LowQuality="false">
            <DocumentedName ID="1">
              <DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="215">NABULI</NamePartValue></DocumentedNamePart>
              <DocumentedNamePart><NamePartValue NamePartGroupID="72" ScriptID="215">Samir</NamePartValue></DocumentedNamePart>
              <DocumentedNamePart><NamePartValue NamePartGroupID="73" ScriptID="215">Yusuf</NamePartValue></DocumentedNamePart>
            </DocumentedName>
            <DocumentedName ID="2">
              <DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="160">النابلي</NamePartValue></DocumentedNamePart>
              <DocumentedNamePart><NamePartValue NamePartGroupID="72" ScriptID="160">سمير</NamePartValue></DocumentedNamePart>
            </DocumentedName>
          </Alias>
          <Alias FixedRef="2674" AliasTypeID="1401" Primary="false" LowQuality="false">
            <DocumentedName ID="3"><DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="215">NABOULI</NamePartValue></DocumentedNamePart></DocumentedName>
          </Alias>
          <Alias FixedRef="2674" AliasTypeID="1400" Primary="false" LowQuality="true">
            <DocumentedName ID="4"><DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="160">أبو زيتون</NamePartValue></DocumentedNamePart></DocumentedName>
          </Alias>
          <NamePartGroups>
            <MasterNamePartGroup><NamePartGroup ID="71" NamePartTypeID="1520"/></MasterNamePartGroup>
            <MasterNamePartGroup><NamePartGroup ID="72" NamePartTypeID="1521"/></MasterNamePartGroup>
            <MasterNamePartGroup><NamePartGroup ID="73" NamePartTypeID="1522"/></MasterNamePartGroup>
          </NamePartGroups>
        </Identity>
        <Feature ID="10" FeatureTypeID="8"><FeatureVersion ID="10"><DatePeriod>
          <Start Approximate="false"><From><Year>1961</Year><Month>6</Month><Day>14</Day></From><To><Year>1961</Year><Month>6</Month><Day>14</Day></To></Start>
          <End Approximate="false"><From><Year>1961</Year><Month>6</Month><Day>14</Day></From><To><Year>1961</Year><Month>6</Month><Day>14</Day></To></End>
        </DatePeriod></FeatureVersion></Feature>
        <Feature ID="11" FeatureTypeID="8"><FeatureVersion ID="11"><DatePeriod>
          <Start Approximate="true"><From><Year>1958</Year><Month>1</Month><Day>1</Day></From></Start>
          <End Approximate="true"><To><Year>1958</Year><Month>12</Month><Day>31</Day></To></End>
        </DatePeriod></FeatureVersion></Feature>
        <Feature ID="12" FeatureTypeID="8"><FeatureVersion ID="12"><DatePeriod>
          <Start><From><Year>1955</Year><Month>1</Month><Day>1</Day></From></Start>
          <End><To><Year>1960</Year><Month>12</Month><Day>31</Day></To></End>
        </DatePeriod></FeatureVersion></Feature>
        <Feature ID="13" FeatureTypeID="9"><FeatureVersion ID="13"><VersionDetail DetailTypeID="1432">Misrata, Libya</VersionDetail></FeatureVersion></Feature>
        <Feature ID="14" FeatureTypeID="10"><FeatureVersion ID="14"><VersionLocation LocationID="25"/></FeatureVersion></Feature>
        <Feature ID="15" FeatureTypeID="11"><FeatureVersion ID="15"><VersionLocation LocationID="27"/></FeatureVersion></Feature>
        <Feature ID="16" FeatureTypeID="25"><FeatureVersion ID="16"><VersionLocation LocationID="26"/></FeatureVersion></Feature>
        <Feature ID="17" FeatureTypeID="25"><FeatureVersion ID="17"><VersionLocation LocationID="28"/></FeatureVersion></Feature>
        <Feature ID="18" FeatureTypeID="224"><FeatureVersion ID="18"><VersionDetail DetailTypeID="1431" DetailReferenceID="91526"/></FeatureVersion></Feature>
        <Feature ID="19" FeatureTypeID="26"><FeatureVersion ID="19"><VersionDetail>Treasurer</VersionDetail></FeatureVersion></Feature>
        <Feature ID="20" FeatureTypeID="344"><FeatureVersion ID="20"><VersionDetail>12aNKp</VersionDetail></FeatureVersion></Feature>
        <Feature ID="21" FeatureTypeID="125"><FeatureVersion ID="21"><VersionDetail>More</VersionDetail></FeatureVersion></Feature>
      </Profile>
    </DistinctParty>
    <DistinctParty FixedRef="4238">
      <Profile ID="4238" PartySubTypeID="1">
        <Identity ID="1663" FixedRef="4238" Primary="true">
          <Alias AliasTypeID="1403" Primary="true" LowQuality="false">
            <DocumentedName ID="5"><DocumentedNamePart><NamePartValue NamePartGroupID="80" ScriptID="215">FALCON STAR</NamePartValue></DocumentedNamePart></DocumentedName>
          </Alias>
        </Identity>
        <Feature ID="30" FeatureTypeID="1"><FeatureVersion ID="30"><VersionDetail>CALL9</VersionDetail></FeatureVersion></Feature>
        <Feature ID="31" FeatureTypeID="3"><FeatureVersion ID="31"><VersionDetail>Panama</VersionDetail></FeatureVersion></Feature>
      </Profile>
    </DistinctParty>
  </DistinctParties>
  <ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="2674" To-ProfileID="4238"/></ProfileRelationships>
  <SanctionsEntries>
    <SanctionsEntry ID="1" ProfileID="2674" ListID="1550">
      <EntryEvent ID="1"><Comment/><Date><Year>2001</Year><Month>12</Month><Day>4</Day></Date></EntryEvent>
      <SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure>
      <SanctionsMeasure ID="2" SanctionsTypeID="1705"><Comment>nothing</Comment></SanctionsMeasure>
    </SanctionsEntry>
  </SanctionsEntries>
</Sanctions>
"""

EU = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-08-05T16:47:04.449+02:00" globalFileId="1">
  <sanctionEntity designationDate="2003-05-20" unitedNationId="QDi.9001" euReferenceNumber="EU.900.1" logicalId="507">
    <remark>A made person.</remark>
    <regulation programme="TAQA" publicationDate="2003-05-20" logicalId="732"/>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="" lastName="" wholeName="سمير النابلي" strong="true" nameLanguage="AR" gender="" logicalId="1"/>
    <nameAlias firstName="Samir" middleName="Yusuf" lastName="Nabuli" wholeName="" strong="true" gender="M"
      title="Dr." function="Treasurer" logicalId="2"/>
    <nameAlias wholeName="Abu Zaytun" strong="false" logicalId="3"/>
    <nameAlias wholeName="Abu Laila" strong="true" logicalId="4"><remark>Low quality alias</remark></nameAlias>
    <birthdate circa="false" calendarType="GREGORIAN" city="Misrata" birthdate="1961-03-02" dayOfMonth="2"
      monthOfYear="3" year="1961" countryIso2Code="LY" countryDescription="LIBYA"/>
    <birthdate circa="true" calendarType="GREGORIAN" city="" year="1958" countryIso2Code="00" countryDescription="UNKNOWN"/>
    <birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1955" yearRangeTo="1960" countryDescription="UNKNOWN"/>
    <birthdate circa="false" calendarType="GREGORIAN" year="1962" monthOfYear="4" countryDescription="UNKNOWN"/>
    <birthdate circa="false" calendarType="ISLAMIC" year="1380" countryDescription="UNKNOWN"/>
    <citizenship countryIso2Code="LY" countryDescription="LIBYA"/>
    <citizenship countryIso2Code="00" countryDescription="UNKNOWN"/>
    <address city="Yangon" countryIso2Code="MM" countryDescription="MYANMAR"/>
    <identification number="LY99" identificationTypeCode="passport" identificationTypeDescription="National passport"
      countryIso2Code="LY" countryDescription="LIBYA"/>
  </sanctionEntity>
  <sanctionEntity logicalId="600">
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Falcon Trading" strong="true"/>
  </sanctionEntity>
</export>
"""

SIMPLE = (
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails",'
    '"program_ids","dataset","first_seen","last_seen","last_change"\n'
    '"NK-1","Person","Samir Nabuli","سمير النابلي;Sameer Nabouli","1961-03-02;1958","ly;ua-cri;suhh;zz","","LY99","Art. 3",'
    '"","","XX-A;XX-B","Made List","2022","2026","2026"\n'
    '"NK-2","Company","Falcon Trading","","","pa","","","","","","","Made List","2022","2026","2026"\n'
    '"NK-3","CryptoWallet","0x1","","","","","","","","","","Made List","2022","2026","2026"\n'
)
ENTITIES = [
    {
        "id": "NK-1",
        "caption": "Samir Nabuli",
        "schema": "Person",
        "datasets": ["made_list"],
        "target": True,
        "properties": {
            "name": ["Samir Yusuf Nabuli", "Samir Nabuli", "سمير النابلي"],
            "alias": ["Sameer Nabouli"],
            "previousName": ["Samir Qadim"],
            "weakAlias": ["أبو زيتون"],
            "birthDate": ["1961-03", "long ago"],
            "birthPlace": ["Misrata"],
            "nationality": ["ly"],
            "country": ["pa"],
            "gender": ["male"],
            "position": ["Treasurer"],
            "notes": ["half a pair \ud800 and a zero \x00 here"],
            "passportNumber": ["LY99"],
            "programId": ["XX-A"],
            "sanctions": [
                "id-only",
                {"id": "s", "schema": "Sanction", "properties": {"program": ["P1"], "listingDate": ["2011-05-02"]}},
            ],
        },
    },
    {
        "id": "NK-2",
        "caption": "Falcon",
        "schema": "LegalEntity",
        "datasets": ["made_list"],
        "properties": {"name": ["Falcon"]},
    },
    {"id": "NK-3", "caption": "Cousin", "schema": "Person", "target": False, "properties": {"name": ["Cousin"]}},
    {"id": "addr", "caption": "Street", "schema": "Address", "properties": {"full": ["Street"]}},
]
FTM = "".join(json.dumps(entity) + "\n" for entity in ENTITIES)

SINGLE = {"un.xml": UN, "ofac.xml": OFAC, "eu.xml": EU, "targets.simple.csv": SIMPLE, "entities.ftm.json": FTM}
"""The lists that are one file each."""


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def tables(folder: Path, **changed: str | bytes) -> Path:
    """OFAC's tables in a folder, with some changed (by the name without its ending); the path of sdn.csv."""
    for name, content in TABLES.items():
        written(folder, name, changed.get(name.removesuffix(".csv"), content))
    return folder / "sdn.csv"
